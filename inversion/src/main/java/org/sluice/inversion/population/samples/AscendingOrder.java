package org.sluice.inversion.population.samples;

import java.util.Arrays;

/** Finds the ascending order of numbers. Holds scratch, so one thread owns it. */
public final class AscendingOrder {

  private final long[] keys;

  /** For up to {@code most} numbers at a time. */
  public AscendingOrder(int most) {
    keys = new long[most];
  }

  /**
   * Writes the indices of numbers in ascending order. Numbers that differ by less than a float
   * resolves about their mean keep their order.
   *
   * @param numbers read from {@code from} on
   * @param order written from 0 on: indices relative to {@code from}
   */
  public void of(double[] numbers, int from, int count, int[] order) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += numbers[from + i] / count;
    }
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToIntBits((float) (numbers[from + i] - mean));
      int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[i] = (long) ascending << Integer.SIZE | i;
    }
    Arrays.sort(keys, 0, count);
    for (int i = 0; i < count; i++) {
      order[i] = (int) keys[i];
    }
  }
}
