package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.time.Duration;
import org.sluice.inversion.population.uncertainty.Replicates;

/** Says now and then how many replicates are done and how long the others will take. */
final class ReplicatesDisplay implements Replicates {

  private static final double SECONDS_BETWEEN = 10;

  private final PrintWriter err;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private double nextLine = SECONDS_BETWEEN;

  ReplicatesDisplay(boolean quiet, PrintWriter err) {
    this.quiet = quiet;
    this.err = err;
  }

  @Override
  public void done(int done, int all) {
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (quiet || seconds < nextLine) {
      return;
    }
    nextLine = seconds + SECONDS_BETWEEN;
    Duration left = Duration.ofSeconds(Math.round(seconds / done * (all - done)));
    err.printf(
        "fit %d of %d, about %d:%02d left%n", done, all, left.toMinutes(), left.toSecondsPart());
    err.flush();
  }
}
