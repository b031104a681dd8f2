package org.sluice.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.sluice.cli.study.GridProgress;
import org.sluice.inversion.study.CellTask;

/**
 * Shows the progress of a study and the time left: on a terminal one line that is overwritten,
 * elsewhere a line every 10 seconds, or nothing if quiet. The time left is estimated from the work
 * of the cells, not from their number.
 */
final class GridDisplay implements GridProgress {

  private static final double SECONDS_BETWEEN = 10;

  private final boolean quiet;
  private final boolean terminal = Boolean.getBoolean("sluice.terminal");
  private final PrintWriter err;
  private long start;
  private double nextLine = SECONDS_BETWEEN;
  private double work;
  private double workDone;
  private int count;
  private int done;

  GridDisplay(boolean quiet, PrintWriter err) {
    this.quiet = quiet;
    this.err = err;
  }

  @Override
  public void begin(List<CellTask> tasks, int before, int missing) {
    count = tasks.size();
    work = tasks.stream().mapToDouble(task -> task.cost().work()).sum();
    start = System.nanoTime();
    if (!quiet) {
      err.printf("%d cells%s%n", count, before > 0 ? ", %d done before".formatted(before) : "");
      if (missing > count) {
        err.printf(
            "%d cells need more memory than the limit and are left out; raise it with --memory%n",
            missing - count);
      }
      err.flush();
    }
  }

  @Override
  public void done(CellTask task) {
    done++;
    workDone += task.cost().work();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (quiet || !terminal && seconds < nextLine && done < count) {
      return;
    }
    nextLine = seconds + SECONDS_BETWEEN;
    Duration left =
        Duration.ofSeconds(Math.round(seconds * (work - workDone) / Math.max(workDone, 1)));
    String line =
        "%d of %d cells, about %d:%02d left"
            .formatted(done, count, left.toMinutes(), left.toSecondsPart());
    err.print(terminal ? "\r" + line + (done == count ? " \n" : "  ") : line + "\n");
    err.flush();
  }
}
