// Made from QuantisationF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A linear map of a column's range onto the integers of some bits: monotone, not injective. */
final class QuantisationF64 {

  /** Most bits of a level: one less than a double's mantissa has. */
  static final int MOST_BITS = 22;

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;

  private double least;
  private double scale;

  /**
   * Fits the map to a column; false unless all keys are finite, and their range and its inverse
   * too.
   */
  boolean measure(double[] keys, int from, int n, int bits) {
    DoubleVector low = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
    DoubleVector high = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector notFinite = DoubleVector.zero(SPECIES);
    // Masks of two lanes are objects, not registers: plain comparisons are faster then.
    int bound = SPECIES.length() == 2 ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      DoubleVector key = DoubleVector.fromArray(SPECIES, keys, from + i);
      low = low.blend(key, key.compare(VectorOperators.LT, low));
      high = high.blend(key, key.compare(VectorOperators.GT, high));
      notFinite = key.sub(key).add(notFinite);
    }
    double smallest = low.reduceLanes(VectorOperators.MIN);
    double greatest = high.reduceLanes(VectorOperators.MAX);
    // A sum of zeros and NaNs is the same in any order.
    boolean finite = notFinite.reduceLanes(VectorOperators.ADD) == 0;
    for (int i = bound; i < n; i++) {
      double key = keys[from + i];
      smallest = key < smallest ? key : smallest;
      greatest = key > greatest ? key : greatest;
      finite &= key - key == 0;
    }
    least = smallest;
    // One level less than there are, for rounding.
    scale = ((1 << bits) - 2) / (greatest - smallest);
    return finite && scale > 0 && scale < Double.POSITIVE_INFINITY;
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
