package org.sluice.cli.system.population.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.study.Combination;
import org.sluice.cli.study.Quantity;
import org.sluice.cli.study.StudyGrid;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.MemoryForecast;
import org.sluice.cli.system.population.setup.MemorySurvey;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sets up one inversion of each combination, to learn its recovered quantities and its cost. */
final class InversionSurvey {

  private static final int MANY_POINTS = 100_000;
  private static final String SURROGATE = "surrogate";

  private final StudyPlan plan;
  private final boolean surrogate;
  private final String askedBackend;

  InversionSurvey(StudyPlan plan) {
    this.plan = plan;
    Config first = config(plan.study().cell(0));
    surrogate = first.surrogate() != null;
    askedBackend = first.run().backend();
  }

  /** One combination, and the names of the numbers that its cells recover. */
  private record Surveyed(List<String> names, Combination combination) {}

  /**
   * Surveys all combinations.
   *
   * @throws SluiceException if one cannot be set up, or recovers other numbers than the first
   */
  StudyGrid grid() {
    List<Surveyed> all = new ArrayList<>();
    double work = 0;
    for (int i = 0; i < plan.study().combinationCount(); i++) {
      Surveyed each = survey(plan.study().cell(i * plan.study().repetitions()));
      all.add(each);
      requireSameNames(all.getFirst(), each);
      work += each.combination().cost().work() * plan.study().repetitions();
    }
    // The backend is chosen by the work of the whole study, including cells that are done, so that
    // a
    // resumed study uses the same one.
    Backends.Selection selection =
        Backends.open(askedBackend, Parallelism.serial(), new Work(work));
    selection.backend().close();
    List<String> names = all.getFirst().names();
    return new StudyGrid(
        selection.backend().name(),
        selection.explanation(),
        InversionColumns.of(names),
        quantities(names),
        all.stream().map(Surveyed::combination).toList());
  }

  private void requireSameNames(Surveyed first, Surveyed other) {
    if (!other.names().equals(first.names())) {
      throw SluiceException.input(
          "%s: all cells must recover the same numbers, but %s has %s and %s has %s",
          plan.config().name(),
          first.combination().values(),
          first.names(),
          other.combination().values(),
          other.names());
    }
  }

  /** The estimates, of which the noise's last is a headline, and the surrogate's error. */
  private List<Quantity> quantities(List<String> names) {
    List<Quantity> quantities = new ArrayList<>();
    names.forEach(name -> quantities.add(new Quantity(name, name, true, name == names.getLast())));
    if (surrogate) {
      quantities.add(new Quantity(SURROGATE, InversionColumns.SURROGATE_ERROR, false, true));
    }
    return quantities;
  }

  private Config config(Cell cell) {
    return Config.read(plan.config(cell)).config();
  }

  private Surveyed survey(Cell cell) {
    Config config = config(cell);
    try {
      config.requireOneGroup("a study");
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", plan.problem().label(), e.getMessage());
    }
    MemoryForecast forecast =
        MemorySurvey.of(plan.problem(), Config.read(plan.config(cell)), new Matrix[1]);
    int samples = config.loss().sampling().samples();
    Integer simulate = config.data().simulate();
    // What is large is set up smaller, and its work is in proportion.
    int factor =
        forecast.parts().isEmpty() || simulate == null
            ? 1
            : Math.ceilDiv(Math.max(simulate, samples), MANY_POINTS);
    WrittenConfig small =
        factor == 1
            ? plan.config(cell)
            : plan.config(
                cell,
                Map.of(
                    "data.simulate", fewer(simulate, factor),
                    "loss.samples", fewer(samples, factor)));
    ConfigReader.Read<Config> read = Config.read(small);
    try (Session session = new Session()) {
      Setup setup = Setup.of(plan.problem(), read, session).comparable();
      if (setup.truth() == null) {
        throw SluiceException.input(
            "%s: a study needs the truth that its cells are compared with; give population.truth and noise.truth",
            plan.problem().label());
      }
      Footprint footprint = forecast.parts().isEmpty() ? measured(setup) : forecast.footprint();
      return new Surveyed(
          Coordinates.names(setup.problem()),
          new Combination(
              cell.values(),
              truth(setup),
              new CellCost(footprint.bytes(), setup.work().pointSlices() * factor)));
    }
  }

  /** The truth of each quantity. */
  private double[] truth(Setup setup) {
    DoubleStream estimates =
        DoubleStream.concat(
            Arrays.stream(setup.truth().population()), Arrays.stream(setup.truth().noise()));
    DoubleStream errors = surrogate ? DoubleStream.of(0) : DoubleStream.empty();
    return DoubleStream.concat(estimates, errors).toArray();
  }

  private static JsonNode fewer(int count, int factor) {
    return JsonNodeFactory.instance.numberNode(Math.max(2, Math.ceilDiv(count, factor)));
  }

  private static Footprint measured(Setup setup) {
    String backend = setup.config().run().backend();
    long rows = setup.problem().group().data().rows();
    return Emulation.footprint(setup, InversionCell.method(setup), backend, Parallelism.serial())
        .plus(MemorySurvey.ofSimulation(setup.groups().getFirst().model(), rows));
  }
}
