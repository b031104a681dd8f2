package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import org.sluice.cli.report.BootstrapFiles;
import org.sluice.cli.report.FinishedRun;
import org.sluice.cli.report.Words;
import org.sluice.inversion.uncertainty.Bootstrap;
import org.sluice.inversion.uncertainty.Interval;
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
    try (Arena arena = Arena.ofShared()) {
      FinishedRun run = FinishedRun.read(options.folder(), arena);
      try (Parallelism workers = options.workers(run)) {
        Bootstrap bootstrap =
            Bootstrap.of(
                options.refit(run),
                options.replicates(),
                level,
                workers,
                new ReplicatesDisplay(options.quiet(), err));
        BootstrapFiles.write(run, bootstrap);
        if (!options.quiet()) {
          summarise(bootstrap);
        }
      }
    }
    return 0;
  }

  private void summarise(Bootstrap bootstrap) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%.4g %% intervals from %d replicates%n",
        100 * bootstrap.level(), bootstrap.replicates().length);
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
    out.printf("written to %s%n", options.folder());
    out.flush();
  }
}
