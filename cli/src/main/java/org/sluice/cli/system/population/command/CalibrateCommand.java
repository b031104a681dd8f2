package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.uncertainty.Bootstrap;
import org.sluice.inversion.population.uncertainty.FitTest;
import org.sluice.inversion.population.uncertainty.Interval;
import org.sluice.inversion.population.uncertainty.Quantities;
import org.sluice.inversion.population.uncertainty.Refit;
import org.sluice.inversion.population.uncertainty.Replicates;
import org.sluice.inversion.population.uncertainty.Simulator;
import org.sluice.inversion.surrogate.TrainedSurrogate;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice calibrate}. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures, on data sets simulated from a config's truth, how often the bootstrap's intervals"
            + " and intervals of first-order standard errors hold the truth, and how often the test of"
            + " the fit rejects it. Data set k is drawn and"
            + " fitted with seed k. Refuses if the first fit has not arrived, and counts the others that"
            + " have not.",
    footer = {
      "",
      "Examples:",
      "  sluice calibrate replicates --data-sets 200 --replicates 99 --set data.simulate=200",
      "  sluice calibrate linear --data-sets 100 --first 101 --only bootstrap"
    })
public final class CalibrateCommand implements Callable<Integer> {

  private static final double LEVEL = 0.95;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(
      names = "--data-sets",
      paramLabel = "K",
      defaultValue = "100",
      description = "Number of data sets; ${DEFAULT-VALUE} by default.")
  private int count;

  @Option(
      names = "--first",
      paramLabel = "K",
      defaultValue = "1",
      description = "Seed of the first data set; ${DEFAULT-VALUE} by default.")
  private long first;

  @Option(
      names = "--replicates",
      paramLabel = "R",
      defaultValue = "99",
      description = "Fits for each data set; ${DEFAULT-VALUE} by default.")
  private int replicates;

  @Option(
      names = "--only",
      paramLabel = "bootstrap|test",
      description = "Measure one of the two alone.")
  private String only;

  @Option(names = "--anyway", description = "Go on although the first fit has not arrived.")
  private boolean anyway;

  /**
   * The intervals and the test of one data set; either may be null.
   *
   * @param arrival whether its fit has arrived; null if that was not examined
   * @param remarks of the forward map
   */
  private record Outcome(
      Arrival arrival, Bootstrap bootstrap, double[] truth, FitTest test, List<String> remarks) {

    boolean moves() {
      return arrival != null && arrival.verdict() == Verdict.MOVING;
    }

    boolean holdsToFirstOrder(int i) {
      return arrival != null
          && Interval.Range.normal(
                  bootstrap.intervals().get(i).estimate(), arrival.standardErrors()[i], LEVEL)
              .contains(truth[i]);
    }
  }

  private static final double BYTES_OF_OUTCOME = 500;

  @Override
  public Integer call() {
    if (count < 1) {
      throw SluiceException.input("--data-sets must be at least 1, not %d", count);
    }
    if (only != null && !List.of("bootstrap", "test").contains(only)) {
      throw SluiceException.input("--only must be bootstrap or test, not '%s'", only);
    }
    int fewest = Bootstrap.fewestReplicates(LEVEL);
    if (replicates < 1) {
      throw SluiceException.input("--replicates must be at least 1, not %d", replicates);
    }
    if (!"test".equals(only) && replicates < fewest) {
      throw SluiceException.input(
          "--replicates must be at least %d for intervals of level %s, not %d; raise it or give --only test",
          fewest, LEVEL, replicates);
    }
    ConfigSource source = configOptions.source();
    int threads = Config.read(configOptions.written(source, List.of())).config().run().threads();
    new MemoryNeed("--data-sets", count, 0, BYTES_OF_OUTCOME * count).require();
    new MemoryNeed("--replicates", replicates, 0, BYTES_OF_OUTCOME * replicates * threads)
        .require();
    Outcome[] outcomes = new Outcome[count];
    try (Parallelism workers = Parallelism.of(threads)) {
      Replicates.forEach(
          workers,
          count,
          new ReplicatesDisplay(false, spec.commandLine().getErr()),
          index -> outcomes[index] = outcome(source, first + index));
    }
    Arrays.stream(outcomes)
        .flatMap(outcome -> outcome.remarks().stream())
        .distinct()
        .forEach(remark -> spec.commandLine().getErr().println("warning: " + remark));
    tell(outcomes);
    return 0;
  }

  /** Everything is serial here, since data sets go side by side. */
  private Outcome outcome(ConfigSource source, long seed) {
    ConfigReader.Read<Config> read =
        Config.read(configOptions.written(source, List.of(Setting.of("--first", "seed", seed))));
    try (Session session = new Session()) {
      Setup setup = Setup.of(source, read, session);
      if (!setup.config().isSimulated()) {
        throw SluiceException.input(
            "%s: calibration needs data.simulate and the truth, not a file", source.label());
      }
      Method method = setup.config().loss().methods().getFirst();
      // The backend is chosen by the work of all fits, since the JVM compiles the kernels only
      // once.
      Work work = new Work(setup.work().pointSlices() * count * replicates);
      String name = setup.config().run().backend();
      Supplier<Backend> backends = () -> Backends.open(name, Parallelism.serial(), work).backend();
      Backend backend = session.open(backends.get());
      Emulation emulation = session.open(Emulation.unrecorded(setup, backend));
      Result fit =
          new Inversion(
                  emulation.problem(),
                  setup.settings(method),
                  setup.start(),
                  backend,
                  Parallelism.serial())
              .run(Progress.silent());
      if (seed == first) {
        requireArrival(source, fit.arrival());
      }
      if (!emulation.isSurrogate()) {
        return outcome(setup, fit, backends);
      }
      // It learnt beside the first fit; all others go through it as that left it.
      TrainedSurrogate surrogate = session.open(emulation.trained(backends));
      return outcome(setup.through(surrogate), fit, backends);
    }
  }

  private void requireArrival(ConfigSource source, Arrival arrival) {
    if (!anyway && arrival != null && arrival.verdict() == Verdict.MOVING) {
      throw SluiceException.input(
          "%s: with seed %d, %s; or give --anyway",
          source.label(), first, arrival.warning().orElseThrow());
    }
  }

  private Outcome outcome(Setup setup, Result fit, Supplier<Backend> backends) {
    Method method = setup.config().loss().methods().getFirst();
    Refit refit = new Refit(setup.problem(), setup.settings(method), fit.coordinates(), backends);
    return new Outcome(
        fit.arrival(),
        "test".equals(only)
            ? null
            : Bootstrap.of(
                refit,
                Quantities.physical(setup.problem()),
                replicates,
                LEVEL,
                Parallelism.serial(),
                Replicates.silent()),
        setup.truth().all(),
        "bootstrap".equals(only)
            ? null
            : FitTest.of(
                refit,
                Simulator.of(setup.problem()),
                replicates,
                Parallelism.serial(),
                Replicates.silent()),
        setup.mapRemarks());
  }

  private void tell(Outcome[] outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "of %d data sets, the fits of %d had not arrived%n",
        count, Arrays.stream(outcomes).filter(Outcome::moves).count());
    if (!"test".equals(only)) {
      out.printf("of %d data sets, intervals of level %s hold the truth in%n", count, LEVEL);
      out.printf("  %-20s %12s %12s %12s%n", "", "percentile", "basic", "first order");
      List<Interval> intervals = outcomes[0].bootstrap().intervals();
      for (int i = 0; i < intervals.size(); i++) {
        int percentile = 0;
        int basic = 0;
        int firstOrder = 0;
        for (Outcome outcome : outcomes) {
          Interval interval = outcome.bootstrap().intervals().get(i);
          percentile += interval.percentile().contains(outcome.truth()[i]) ? 1 : 0;
          basic += interval.basic().contains(outcome.truth()[i]) ? 1 : 0;
          firstOrder += outcome.holdsToFirstOrder(i) ? 1 : 0;
        }
        out.printf(
            "  %-20s %12d %12d %12s%n",
            intervals.get(i).name(),
            percentile,
            basic,
            outcomes[0].arrival() == null ? "–" : firstOrder);
      }
    }
    if (!"bootstrap".equals(only)) {
      int rejected = 0;
      for (Outcome outcome : outcomes) {
        rejected += outcome.test().rejects() ? 1 : 0;
      }
      out.printf("of %d data sets, the test at 5 %% rejects the fit in %d%n", count, rejected);
    }
    out.flush();
  }
}
