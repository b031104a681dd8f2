package org.sluice.cli.system.population.run;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Trace;

/** Shows a run's course: a bar on a terminal, else a plain line now and then, or nothing. */
abstract sealed class ProgressDisplay implements Progress, AutoCloseable {

  private final LongSupplier nanos;
  private final long start;
  private long firstStep;

  private ProgressDisplay(LongSupplier nanos) {
    this.nanos = nanos;
    start = nanos.getAsLong();
  }

  /** The launcher knows whether standard error is a terminal; the JVM does not. */
  static ProgressDisplay of(boolean quiet, String task, PrintWriter err) {
    if (quiet) {
      return new Silent();
    }
    return Boolean.getBoolean("sluice.terminal")
        ? new Bar(task)
        : lines(task, err, System::nanoTime);
  }

  /** Plain lines by a given clock. */
  static ProgressDisplay lines(String task, PrintWriter err, LongSupplier nanos) {
    return new Lines(task, err, nanos);
  }

  @Override
  public void close() {}

  final double seconds() {
    return (nanos.getAsLong() - start) * 1e-9;
  }

  /** The time left if all steps are taken; many a run arrives before. */
  final String timeLeft(Trace.Row row, long lastStep) {
    if (firstStep == 0) {
      firstStep = row.step();
    }
    long done = row.step() - firstStep + 1;
    Duration left = Duration.ofSeconds(Math.round(seconds() / done * (lastStep - row.step())));
    return "at most about %d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private static final class Silent extends ProgressDisplay {
    Silent() {
      super(System::nanoTime);
    }

    @Override
    public void step(Trace.Row row, long lastStep) {}
  }

  private static final class Bar extends ProgressDisplay {
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    Bar(String task) {
      super(System::nanoTime);
      PrintStream err = System.err;
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .hideEta()
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
    }

    @Override
    public void step(Trace.Row row, long lastStep) {
      bar.maxHint(lastStep);
      bar.stepTo(row.step());
      bar.setExtraMessage(" loss %.4g, %s".formatted(row.squared(), timeLeft(row, lastStep)));
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
    private double nextLine = SECONDS_BETWEEN;

    Lines(String task, PrintWriter err, LongSupplier nanos) {
      super(nanos);
      this.task = task;
      this.err = err;
    }

    @Override
    public void step(Trace.Row row, long lastStep) {
      String left = timeLeft(row, lastStep);
      double seconds = seconds();
      if (seconds < nextLine) {
        return;
      }
      nextLine = seconds + SECONDS_BETWEEN;
      err.printf(
          "%s: step %d of at most %d, loss %.4g, %s%n",
          task, row.step(), lastStep, row.squared(), left);
      err.flush();
    }

    @Override
    public void warning(String sentence) {
      err.println("warning: " + sentence);
      err.flush();
    }
  }
}
