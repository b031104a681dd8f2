package org.sluice.inversion.population.step;

import java.util.Arrays;

/** Sorts the projections of one slice. Holds scratch, so one thread owns it. */
final class SliceOrder {

  private final long[] keys;

  /** For up to {@code most} projections at a time. */
  SliceOrder(int most) {
    keys = new long[most];
  }

  /**
   * Writes the numbers of projections in ascending order. Projections that differ by less than a
   * float resolves about their mean keep their order.
   *
   * @param projections read from {@code from} on
   * @param order written from 0 on: indices relative to {@code from}
   */
  void of(double[] projections, int from, int count, int[] order) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += projections[from + i] / count;
    }
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToIntBits((float) (projections[from + i] - mean));
      int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[i] = (long) ascending << Integer.SIZE | i;
    }
    Arrays.sort(keys, 0, count);
    for (int i = 0; i < count; i++) {
      order[i] = (int) keys[i];
    }
  }
}
