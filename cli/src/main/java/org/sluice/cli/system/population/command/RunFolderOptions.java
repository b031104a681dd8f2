package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.sluice.cli.file.FolderLock;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.report.FinishedRun;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.uncertainty.Refit;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Work;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The folder of a finished run, and the settings for fitting it again. */
final class RunFolderOptions {

  /** A refit's numbers are kept as estimates and as draws, sorted and not. */
  private static final double BYTES_OF_NUMBER = 4 * Double.BYTES;

  private static final double BYTES_OF_REPLICATE = 200;

  // The least share of a run's work that one fit has to do.
  private static final double SHARE = 0.1;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder that 'sluice run' wrote.")
  private Path folder;

  @Option(
      names = "--replicates",
      paramLabel = "R",
      defaultValue = "200",
      description = "Number of fits; ${DEFAULT-VALUE} by default.")
  private int replicates;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Number of fits side by side; the run's number of threads by default.")
  private Integer threads;

  @Option(
      names = "--anyway",
      description = "Go on although the run has not arrived; its numbers may be far off.")
  private boolean anyway;

  @Option(names = "--quiet", description = "Show no progress and no summary.")
  private boolean quiet;

  Path folder() {
    return folder;
  }

  int replicates() {
    return replicates;
  }

  boolean quiet() {
    return quiet;
  }

  /**
   * Reads the run, and keeps others from writing into its folder until the session's end.
   *
   * @param session owns its data
   * @param err takes a warning where it is not known that the run has arrived
   * @throws SluiceException if it cannot be read, or still moves and {@code --anyway} is not given
   */
  FinishedRun read(Session session, PrintWriter err) {
    if (replicates < 1) {
      throw SluiceException.input("--replicates must be at least 1, not %d", replicates);
    }
    if (Files.isDirectory(folder)) {
      session.open(FolderLock.of(folder));
    }
    FinishedRun run = FinishedRun.read(folder, session);
    double ofReplicate = BYTES_OF_NUMBER * run.optimum().length + BYTES_OF_REPLICATE;
    new MemoryNeed("--replicates", replicates, 0, ofReplicate * replicates).require();
    if (!anyway) {
      run.verdict().requireArrival();
    }
    if (!quiet) {
      run.verdict().caution().ifPresent(sentence -> err.printf("warning: %s%n", sentence));
      err.flush();
    }
    return run;
  }

  /**
   * The fits go side by side on threads of their own, so each is serial.
   *
   * @param err is told what memory they take together
   */
  Parallelism workers(FinishedRun run, PrintWriter err) {
    if (threads != null && threads < 1) {
      throw SluiceException.input("--threads must be at least 1, not %d", threads);
    }
    int count = threads == null ? run.setup().config().run().threads() : threads;
    try (Backend backend = backends(run, run.setup().work()).get()) {
      Footprint each =
          Inversion.footprint(run.setup().problem(), run.settings(), backend, Parallelism.serial());
      double several = count;
      MemoryNeed need =
          new MemoryNeed("--threads", count, several * each.buffers(), several * each.heap(), true);
      need.require();
      if (!quiet) {
        need.state(err);
      }
    }
    return Parallelism.of(count);
  }

  Refit refit(FinishedRun run) {
    // All fits together decide, since they share the kernels that are compiled meanwhile.
    Work work = new Work(run.setup().work().pointSlices() * SHARE * replicates);
    return new Refit(run.setup().problem(), run.settings(), run.optimum(), backends(run, work));
  }

  private static Supplier<Backend> backends(FinishedRun run, Work work) {
    String name = run.setup().config().run().backend();
    return () -> Backends.open(name, Parallelism.serial(), work).backend();
  }
}
