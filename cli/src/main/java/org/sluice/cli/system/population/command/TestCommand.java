package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.report.FinishedRun;
import org.sluice.cli.system.population.report.FitTestFiles;
import org.sluice.inversion.population.uncertainty.DirectionFit;
import org.sluice.inversion.population.uncertainty.FitTest;
import org.sluice.inversion.population.uncertainty.Simulator;
import org.sluice.kernels.Parallelism;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tests whether a run's data could have come from its fitted model, and names the directions"
            + " along which the two agree least. Writes test.json into the run's folder, and a"
            + " section into its report. Refuses a run that has not arrived.",
    footer = {
      "",
      "Examples:",
      "  sluice test sluice-out/darcy",
      "  sluice test out --replicates 999"
    })
public final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RunFolderOptions options;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Session session = new Session()) {
      FinishedRun run = options.read(session, err);
      Parallelism workers = session.open(options.workers(run, err));
      FitTest test =
          FitTest.of(
              options.refit(run),
              Simulator.of(run.setup().problem()),
              options.replicates(),
              workers,
              new ReplicatesDisplay(options.quiet(), err));
      FitTestFiles.write(run, test);
      if (!options.quiet()) {
        summarise(test);
      }
    }
    return 0;
  }

  private void summarise(FitTest test) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "p = %.3g from %d simulated data sets: %s%n",
        test.pValue(),
        test.simulated().length,
        test.rejects()
            ? "the fitted model does not give such data"
            : "the data agree with the fitted model");
    out.printf("they agree least along%n");
    for (DirectionFit direction : test.worst()) {
      out.printf(
          "  %-60s %5.1f standard deviations, p = %.3g alone%n",
          direction.words(), direction.deviation(), direction.pValue());
    }
    out.printf("written to %s%n", options.folder());
    out.flush();
  }
}
