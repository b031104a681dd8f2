package org.sluice.kernels.vector.sort;

/** A linear map of a column's range onto the integers of some bits: monotone, not injective. */
final class QuantisationF32 {

  /** Most bits of a level: one less than a float's mantissa has. */
  static final int MOST_BITS = 22;

  private final KeyRangeF32 range = new KeyRangeF32();
  private float least;
  private float scale;

  /** Fits the map to a column; false unless all keys, their range and its inverse are finite. */
  boolean measure(float[] keys, int from, int n, int bits) {
    range.measure(keys, from, n);
    least = range.least();
    // One level fewer than there are, since products round.
    scale = ((1 << bits) - 2) / (range.greatest() - least);
    return scale > 0 && scale < Float.POSITIVE_INFINITY;
  }

  /** Whether all keys of the column measured last are finite. */
  boolean finite() {
    return Float.isFinite(range.least());
  }

  /** levels[i] ← level of key i of the column that begins at {@code from}. */
  void levels(float[] keys, int from, int n, int[] levels) {
    float origin = least;
    float factor = scale;
    for (int i = 0; i < n; i++) {
      levels[i] = (int) ((keys[from + i] - origin) * factor);
    }
  }

  /**
   * target[start + i] ← level of key i, with i in the low {@code indexBits} bits; together they may
   * take all 32 bits, since the sign bit is inverted.
   */
  void levelsWithIndex(float[] keys, int from, int n, int indexBits, int[] target, int start) {
    float origin = least;
    float factor = scale;
    for (int i = 0; i < n; i++) {
      int level = (int) ((keys[from + i] - origin) * factor);
      target[start + i] = (level << indexBits | i) ^ Integer.MIN_VALUE;
    }
  }

  /**
   * Spreads the keys of each level over the ranks that they occupy: linearly in the keys or, where
   * they span magnitudes, in their bits. The new levels separate more keys.
   *
   * @param sorted keys in the order of their levels, from element {@code from} on
   * @param bits of the new levels, more than n has
   * @param levels ascending, then the new ones
   */
  void stretch(float[] sorted, int from, int n, int bits, int[] levels) {
    int perRank = 1 << bits - (Integer.SIZE - Integer.numberOfLeadingZeros(n));
    int end;
    for (int start = 0; start < n; start = end) {
      int level = levels[start];
      float low = sorted[from + start];
      float high = low;
      for (end = start + 1; end < n && levels[end] == level; end++) {
        // Math.min also orders NaN and signed zeros, at several times the cost.
        float key = sorted[from + end];
        low = key < low ? key : low;
        high = key > high ? key : high;
      }
      // One new level fewer than there are, since products round.
      int most = (end - start) * perRank - 1;
      if (spansMagnitudes(low, high)) {
        long least = OrderedBits.of(low);
        double factor = most / (double) (OrderedBits.of(high) - least);
        for (int j = start; j < end; j++) {
          long above = OrderedBits.of(sorted[from + j]) - least;
          levels[j] = start * perRank + (int) (above * factor);
        }
      } else {
        float factor = most / (high - low);
        if (!(factor < Float.POSITIVE_INFINITY)) {
          factor = 0;
        }
        for (int j = start; j < end; j++) {
          levels[j] = start * perRank + (int) ((sorted[from + j] - low) * factor);
        }
      }
    }
  }

  /** Whether keys of one sign differ so much that their exponents separate them better. */
  private static boolean spansMagnitudes(float low, float high) {
    return low > 0 ? high > 8 * low : high < 0 && low < 8 * high;
  }
}
