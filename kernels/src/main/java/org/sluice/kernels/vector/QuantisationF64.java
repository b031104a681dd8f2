// Made from QuantisationF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

/** A linear map of a column's range onto the integers of some bits: monotone, not injective. */
final class QuantisationF64 {

  /** Most bits of a level: one less than a double's mantissa has. */
  static final int MOST_BITS = 22;

  private final KeyRange range = new KeyRange();
  private double least;
  private double scale;

  /**
   * Fits the map to a column; false unless all keys are finite, and their range and its inverse.
   */
  boolean measure(double[] keys, int from, int n, int bits) {
    range.measure(keys, from, n);
    least = (double) range.least();
    // One level less than there are, for rounding.
    scale = ((1 << bits) - 2) / ((double) range.greatest() - least);
    return scale > 0 && scale < Double.POSITIVE_INFINITY;
  }

  /** levels[i] ← level of key i of the column that begins at {@code from}. */
  void levels(double[] keys, int from, int n, int[] levels) {
    double origin = least;
    double factor = scale;
    for (int i = 0; i < n; i++) {
      levels[i] = (int) ((keys[from + i] - origin) * factor);
    }
  }

  /** target[start + i] ← level of key i, with i in the low {@code indexBits} bits. */
  void levelsWithIndex(double[] keys, int from, int n, int indexBits, int[] target, int start) {
    double origin = least;
    double factor = scale;
    for (int i = 0; i < n; i++) {
      target[start + i] = (int) ((keys[from + i] - origin) * factor) << indexBits | i;
    }
  }
}
