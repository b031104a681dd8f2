package org.sluice.bench.measure;

import java.util.Arrays;

/** Nanoseconds of repeated operations. Not thread-safe. */
public final class Timing {

  private long[] nanos = new long[64];
  private int count;

  /** Runs an operation once and keeps its time. */
  public long time(Runnable operation) {
    long start = System.nanoTime();
    operation.run();
    long elapsed = System.nanoTime() - start;
    add(elapsed);
    return elapsed;
  }

  /** Keeps a time measured elsewhere. */
  public void add(long elapsed) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = elapsed;
  }

  /** Number of times kept. */
  public int count() {
    return count;
  }

  /** The median; NaN without times. */
  public double median() {
    return quantile(0.5);
  }

  /** The quantile of the kept times, the greater neighbour between two; NaN without times. */
  public double quantile(double level) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, (int) (level * count))];
  }

  /** The median of several runs of an operation, after as many to warm up. */
  public static double median(int repeats, Runnable operation) {
    Timing warmUp = new Timing();
    Timing timing = new Timing();
    for (int i = 0; i < repeats; i++) {
      warmUp.time(operation);
    }
    for (int i = 0; i < repeats; i++) {
      timing.time(operation);
    }
    return timing.median();
  }
}
