package org.sluice.cli.system.population.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.session.Session;
import org.sluice.cli.study.Combination;
import org.sluice.cli.study.StudyCells;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.step.DivergedException;
import org.sluice.inversion.population.uncertainty.Coordinates;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.Measurement;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Cells that are inversions on one thread each, all on the same kind of backend. */
public final class InversionCells implements StudyCells {

  private static final int MANY_POINTS = 100_000;

  private final StudyPlan plan;
  private final List<Combination> combinations = new ArrayList<>();
  private final Backends.Selection selection;

  /**
   * Looks at one cell of each combination.
   *
   * @throws SluiceException if one cannot be set up
   */
  public InversionCells(StudyPlan plan) {
    this.plan = plan;
    Config first = Config.read(plan.written(plan.study().cell(0))).config();
    double work = 0;
    for (int i = 0; i < plan.study().combinationCount(); i++) {
      Combination combination = combination(plan.study().cell(i * plan.study().repetitions()));
      if (i > 0 && !combination.names().equals(combinations.getFirst().names())) {
        throw SluiceException.input(
            "%s: all cells must recover the same numbers, but %s has %s and %s has %s",
            plan.config().name(),
            combinations.getFirst().values(),
            combinations.getFirst().names(),
            combination.values(),
            combination.names());
      }
      combinations.add(combination);
      work += combination.cost().work() * plan.study().repetitions();
    }
    // The choice goes by the work of the whole study, done or not, so that it stays the same when
    // the study is resumed.
    selection = Backends.open(first.run().backend(), Parallelism.serial(), new Work(work));
    selection.backend().close();
  }

  @Override
  public String explanation() {
    return selection.explanation();
  }

  @Override
  public String backend() {
    return selection.backend().name();
  }

  @Override
  public boolean surrogate() {
    return Config.read(plan.written(plan.study().cell(0))).config().surrogate() != null;
  }

  @Override
  public List<Combination> combinations() {
    return combinations;
  }

  @Override
  public List<Combination> withTheory() {
    return new Theory(plan).of(combinations);
  }

  @Override
  public CellCost cost(Cell cell) {
    return combinations.get(plan.study().combination(cell)).cost();
  }

  @Override
  public Measurement measure(Cell cell) {
    try (Session session = new Session()) {
      Backend backend =
          session.open(Backends.open(selection.backend().name(), Parallelism.serial()).backend());
      Setup setup = Setup.of(plan.problem(), Config.read(plan.written(cell)), session);
      long start = System.nanoTime();
      try (Emulation emulation = Emulation.unrecorded(setup, backend)) {
        Inversion inversion =
            new Inversion(
                emulation.problem(),
                setup.settings(method(setup)),
                setup.start(),
                backend,
                Parallelism.serial());
        Result result = inversion.run(Progress.silent());
        emulation.certify(result, backend);
        return measurement(result, emulation);
      } catch (DivergedException | ArithmeticException | SolverException e) {
        return failure(setup, e.getMessage(), (System.nanoTime() - start) * 1e-9);
      }
    }
  }

  private static Measurement measurement(Result result, Emulation emulation) {
    return new Measurement(
        Measurement.DONE,
        Stream.concat(result.parameters().stream(), result.noise().stream())
            .mapToDouble(Parameter::value)
            .toArray(),
        result.run().steps(),
        result.run().samples(),
        result.run().slices(),
        result.loss().squared(),
        result.loss().standardError(),
        emulation.certificate().map(Certificate::relativeError).orElse(Double.NaN),
        result.run().seconds());
  }

  private static Measurement failure(Setup setup, String sentence, double seconds) {
    double[] estimates =
        new double
            [setup.problem().measure().coordinateCount()
                + setup.problem().noise().coordinateCount()];
    Arrays.fill(estimates, Double.NaN);
    return new Measurement(
        sentence,
        estimates,
        0,
        setup.config().loss().samples(),
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        seconds);
  }

  private static Method method(Setup setup) {
    List<Method> methods = setup.config().loss().methods();
    if (methods.size() > 1) {
      throw SluiceException.input(
          "a cell follows one gradient: make loss.gradient an axis in place of \"both\"");
    }
    return methods.getFirst();
  }

  private Combination combination(Cell cell) {
    Config config = Config.read(plan.written(cell)).config();
    try {
      config.requireOneGroup("a study");
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", plan.problem().label(), e.getMessage());
    }
    // Memory grows in proportion with many points, so fewer points tell it without taking it.
    Integer simulate = config.data().simulate();
    int factor =
        simulate == null
            ? 1
            : Math.ceilDiv(Math.max(simulate, config.loss().samples()), MANY_POINTS);
    ConfigReader.Read<Config> read =
        factor == 1
            ? Config.read(plan.written(cell))
            : Config.read(
                plan.written(
                    cell,
                    Map.of(
                        "data.simulate", fewer(simulate, factor),
                        "loss.samples", fewer(config.loss().samples(), factor))));
    try (Session session = new Session()) {
      Backend backend =
          session.open(Backends.open(config.run().backend(), Parallelism.serial()).backend());
      Setup setup = Setup.of(plan.problem(), read, session).comparable();
      if (setup.truth() == null) {
        throw SluiceException.input(
            "%s: a study needs the truth that its cells are compared with; give population.truth and noise.truth",
            plan.problem().label());
      }
      long bytes = bytes(setup, backend) + simulationBytes(setup);
      return new Combination(
          cell.values(),
          Coordinates.names(setup.problem()),
          DoubleStream.concat(
                  Arrays.stream(setup.truth().population()), Arrays.stream(setup.truth().noise()))
              .toArray(),
          new CellCost(bytes * factor, setup.work().pointSlices() * factor),
          Double.NaN,
          Double.NaN);
    }
  }

  private static JsonNode fewer(int count, int factor) {
    return JsonNodeFactory.instance.numberNode(Math.ceilDiv(count, factor));
  }

  private static long bytes(Setup setup, Backend backend) {
    try (Emulation emulation = Emulation.unrecorded(setup, backend)) {
      return Inversion.bytes(
          emulation.problem(), setup.settings(method(setup)), backend, Parallelism.serial());
    }
  }

  /** The systems behind simulated data are kept with them: ω, z, x and y. */
  private static long simulationBytes(Setup setup) {
    int perDatum =
        setup.problem().measure().randomDimension()
            + setup.problem().measure().dimension()
            + 2 * setup.problem().group().dimension();
    return setup.problem().group().data().rows() * perDatum * ElementType.F64.bytes();
  }
}
