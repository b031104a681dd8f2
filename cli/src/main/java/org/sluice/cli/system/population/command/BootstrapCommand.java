package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.report.BootstrapFiles;
import org.sluice.cli.system.population.report.FinishedRun;
import org.sluice.cli.system.population.report.Population;
import org.sluice.cli.system.population.report.Words;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.population.newton.Curvature;
import org.sluice.inversion.population.uncertainty.Bootstrap;
import org.sluice.inversion.population.uncertainty.Coverage;
import org.sluice.inversion.population.uncertainty.Interval;
import org.sluice.inversion.population.uncertainty.Quantities;
import org.sluice.inversion.population.uncertainty.Refit;
import org.sluice.inversion.population.uncertainty.Simulator;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.NormalQuantile;
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
            + " section into its report. Refuses a run that has not arrived.",
    footer = {
      "",
      "Examples:",
      "  sluice bootstrap sluice-out/darcy",
      "  sluice bootstrap result --replicates 999 --level 0.9",
      "  sluice bootstrap result --coverage 100"
    })
public final class BootstrapCommand implements Callable<Integer> {

  private static final double MATTERS = 0.5;

  @Spec private CommandSpec spec;
  @Mixin private RunFolderOptions options;

  @Option(
      names = "--level",
      paramLabel = "L",
      defaultValue = "0.95",
      description =
          "Level of the intervals; ${DEFAULT-VALUE} by default. It needs at least 2/(1 − L) − 1"
              + " replicates, 39 for 0.95.")
  private double level;

  @Option(
      names = "--coverage",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Measure how often such intervals hold the truth, on K data sets simulated from the fitted"
              + " model, each bootstrapped in its turn; 0, which is the default, for not at all.")
  private int coverageDataSets;

  @Override
  public Integer call() {
    if (coverageDataSets < 0) {
      throw SluiceException.input("--coverage must be 0 or more, not %d", coverageDataSets);
    }
    PrintWriter err = spec.commandLine().getErr();
    try (Session session = new Session()) {
      FinishedRun run = options.read(session, err);
      Parallelism workers = session.open(options.workers(run, err));
      Refit refit = options.refit(run);
      Quantities quantities = Population.quantities(run.setup());
      Bootstrap bootstrap =
          Bootstrap.of(
              refit,
              quantities,
              options.replicates(),
              level,
              workers,
              new ReplicatesDisplay(options.quiet(), err));
      Curvature curvature = curvature(run, workers);
      Coverage coverage = coverage(run, refit, quantities, workers);
      BootstrapFiles.write(run, bootstrap, coverage, curvature);
      if (!options.quiet()) {
        summarise(run, bootstrap, coverage, curvature);
      }
    }
    return 0;
  }

  private Coverage coverage(
      FinishedRun run, Refit refit, Quantities quantities, Parallelism workers) {
    if (coverageDataSets == 0) {
      return Coverage.unmeasured(quantities.names().size());
    }
    return Coverage.of(
        refit,
        Simulator.of(run.setup().problem()),
        quantities,
        coverageDataSets,
        options.replicates(),
        level,
        workers,
        new ReplicatesDisplay(options.quiet(), spec.commandLine().getErr()));
  }

  private Curvature curvature(FinishedRun run, Parallelism workers) {
    if (Curvature.omission(run.optimum().length).isPresent()) {
      return null;
    }
    Setup setup = run.setup();
    String name = setup.config().run().backend();
    try (Backend backend = Backends.open(name, workers, setup.work()).backend()) {
      return Curvature.of(setup.problem(), run.settings(), run.optimum(), backend, workers);
    }
  }

  private void summarise(
      FinishedRun run, Bootstrap bootstrap, Coverage coverage, Curvature curvature) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "intervals of level %s from %d replicates%n",
        bootstrap.level(), bootstrap.replicates().length);
    if (coverage.dataSets() > 0) {
      out.printf(
          "in brackets, how often such intervals hold the truth, on %d data sets simulated from the fitted model;%nfirst order: the same of the estimate ± %.3g first-order standard errors%n",
          coverage.dataSets(), NormalQuantile.of((1 + bootstrap.level()) / 2));
    }
    String row =
        coverage.dataSets() > 0 ? "  %-20s %12s   %-32s %-32s %s%n" : "  %-20s %12s   %-24s %s%n";
    out.printf(row, "", "estimate", "percentile", "basic", "first order");
    for (int i = 0; i < bootstrap.intervals().size(); i++) {
      Interval interval = bootstrap.intervals().get(i);
      out.printf(
          row,
          interval.name(),
          Words.number(interval.estimate(), interval.standardError(), 6),
          Words.of(interval.percentile(), coverage.percentile()[i]),
          Words.of(interval.basic(), coverage.basic()[i]),
          Words.share(coverage.firstOrder()[i]));
    }
    for (Interval interval : bootstrap.intervals()) {
      if (interval.monteCarloError() > MATTERS * interval.standardError()) {
        out.printf(
            "%s: half of its standard error or more is the fit's own; raise loss.samples or loss.slices and run again%n",
            interval.name());
      }
    }
    bootstrap
        .warnings(run.setup().problem())
        .forEach(warning -> out.printf("warning: %s%n", warning));
    Curvature.omission(run.optimum().length).ifPresent(out::println);
    if (curvature != null) {
      out.printf("least determined: %s%n", curvature.flattest());
      curvature.warnings().forEach(warning -> out.printf("warning: %s%n", warning));
    }
    out.printf("written to %s%n", options.folder());
    out.flush();
  }
}
