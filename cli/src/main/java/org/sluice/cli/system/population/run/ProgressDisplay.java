package org.sluice.cli.system.population.run;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Trace;

/** Shows a run's course: a bar on a terminal, else a plain line now and then, or nothing. */
abstract sealed class ProgressDisplay implements Progress, AutoCloseable {

  /** The launcher knows whether standard error is a terminal; the JVM does not. */
  static ProgressDisplay of(boolean quiet, String task, PrintWriter err) {
    if (quiet) {
      return new Silent();
    }
    return Boolean.getBoolean("sluice.terminal") ? new Bar(task) : new Lines(task, err);
  }

  @Override
  public void close() {}

  private static final class Silent extends ProgressDisplay {
    @Override
    public void step(Trace.Row row, long lastStep) {}
  }

  private static final class Bar extends ProgressDisplay {
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    Bar(String task) {
      PrintStream err = System.err;
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
    }

    @Override
    public void step(Trace.Row row, long lastStep) {
      bar.maxHint(lastStep);
      bar.stepTo(row.step());
      bar.setExtraMessage(" loss %.4g".formatted(row.squared()));
    }

    @Override
    public void warning(String sentence) {
      // Over the bar, which is drawn anew below.
      System.err.printf("\r%-" + WIDTH + "s%n", "warning: " + sentence);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends ProgressDisplay {
    private static final double SECONDS_BETWEEN = 10;

    private final String task;
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long firstStep;
    private double nextLine = SECONDS_BETWEEN;

    Lines(String task, PrintWriter err) {
      this.task = task;
      this.err = err;
    }

    @Override
    public void step(Trace.Row row, long lastStep) {
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (firstStep == 0) {
        firstStep = row.step();
      }
      if (seconds < nextLine) {
        return;
      }
      nextLine = seconds + SECONDS_BETWEEN;
      long done = row.step() - firstStep + 1;
      Duration left = Duration.ofSeconds(Math.round(seconds / done * (lastStep - row.step())));
      err.printf(
          "%s: step %d of %d, loss %.4g, about %d:%02d left%n",
          task, row.step(), lastStep, row.squared(), left.toMinutes(), left.toSecondsPart());
      err.flush();
    }

    @Override
    public void warning(String sentence) {
      err.println("warning: " + sentence);
      err.flush();
    }
  }
}
