package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import org.sluice.cli.report.BootstrapFiles;
import org.sluice.cli.report.FinishedRun;
import org.sluice.cli.report.Population;
import org.sluice.cli.report.Words;
import org.sluice.cli.setup.Setup;
import org.sluice.inversion.Curvature;
import org.sluice.inversion.uncertainty.Bootstrap;
import org.sluice.inversion.uncertainty.Interval;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bootstrap}. */
@Command(
    name = "bootstrap",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Intervals for every recovered number of a run, by fitting it again to resampled"
            + " individuals. Writes bootstrap.json and bootstrap.csv into the run's folder, and a"
            + " section into its report.",
    footer = {
      "",
      "Examples:",
      "  sluice bootstrap sluice-out/darcy",
      "  sluice bootstrap result --replicates 999 --level 0.9"
    })
final class BootstrapCommand implements Callable<Integer> {

  private static final double MATTERS = 0.5;

  @Spec private CommandSpec spec;
  @Mixin private RunFolderOptions options;

  @Option(
      names = "--level",
      paramLabel = "L",
      defaultValue = "0.95",
      description = "Level of the intervals; ${DEFAULT-VALUE} by default.")
  private double level;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Arena arena = Arena.ofShared();
        FinishedRun run = FinishedRun.read(options.folder(), arena);
        Parallelism workers = options.workers(run)) {
      Bootstrap bootstrap =
          Bootstrap.of(
              options.refit(run),
              Population.quantities(run.setup()),
              options.replicates(),
              level,
              workers,
              new ReplicatesDisplay(options.quiet(), err));
      Curvature curvature = curvature(run, workers);
      BootstrapFiles.write(run, bootstrap, curvature);
      if (!options.quiet()) {
        summarise(bootstrap, curvature);
      }
    }
    return 0;
  }

  private Curvature curvature(FinishedRun run, Parallelism workers) {
    if (run.optimum().length > Curvature.MOST_COORDINATES) {
      return null;
    }
    Setup setup = run.setup();
    String name = setup.config().run().backend();
    try (Backend backend = Backends.open(name, workers, setup.work()).backend()) {
      return Curvature.of(setup.problem(), run.settings(), run.optimum(), backend, workers);
    }
  }

  private void summarise(Bootstrap bootstrap, Curvature curvature) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "intervals of level %s from %d replicates%n",
        bootstrap.level(), bootstrap.replicates().length);
    out.printf("  %-20s %12s   %-24s %s%n", "", "estimate", "percentile", "basic");
    for (Interval interval : bootstrap.intervals()) {
      out.printf(
          "  %-20s %12.6g   %-24s %s%n",
          interval.name(),
          interval.estimate(),
          Words.of(interval.percentile()),
          Words.of(interval.basic()));
    }
    for (Interval interval : bootstrap.intervals()) {
      if (interval.monteCarloError() > MATTERS * interval.standardError()) {
        out.printf(
            "%s: half of its standard error or more is the fit's own; raise loss.samples or loss.slices and run again%n",
            interval.name());
      }
    }
    if (curvature != null) {
      out.printf("least determined: %s%n", curvature.flattest());
      curvature.warnings().forEach(warning -> out.printf("warning: %s%n", warning));
    }
    out.printf("written to %s%n", options.folder());
    out.flush();
  }
}
