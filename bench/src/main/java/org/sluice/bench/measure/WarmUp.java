package org.sluice.bench.measure;

/**
 * Runs an operation until it becomes no faster. Vector code is a hundred times slower before it is
 * compiled than after, so a measurement that starts too early measures the compiler.
 */
public final class WarmUp {

  private static final long WINDOW = 100_000_000L;
  private static final double IMPROVEMENT = 0.95;
  private static final int STEADY = 2;

  // Bytes a nanosecond: interpreted vectors are objects, a gigabyte of them a second, while a
  // step's views of its matrices stay below a fifth of that.
  private static final double BOXED = 0.4;

  private WarmUp() {}

  /**
   * Warms up, in windows of a tenth of a second or one operation, until two windows in a row are
   * not five percent faster than the best one before and allocate no vectors on the heap. The
   * latter matters since an operation that is not compiled yet is slow but steady.
   *
   * @param limitNanos the time after which to give up
   * @return whether it became steady
   */
  public static boolean run(long limitNanos, Runnable operation) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int steady = 0;
    while (steady < STEADY) {
      if (System.nanoTime() - start > limitNanos) {
        return false;
      }
      Timing window = new Timing();
      long windowStart = System.nanoTime();
      long allocated = Allocation.total();
      do {
        window.time(operation);
      } while (System.nanoTime() - windowStart < WINDOW);
      double nanos = System.nanoTime() - windowStart;
      boolean boxed = (Allocation.total() - allocated) / nanos > BOXED;
      double median = window.median();
      steady = boxed || median < IMPROVEMENT * best ? 0 : steady + 1;
      best = Math.min(best, median);
    }
    return true;
  }
}
