package org.sluice.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A linear map of a column's range onto the integers of some bits: monotone, not injective. */
final class QuantisationF32 {

  /** Most bits of a level: one less than a float's mantissa has. */
  static final int MOST_BITS = 22;

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;

  private float least;
  private float scale;

  /**
   * Fits the map to a column; false unless all keys are finite, and their range and its inverse
   * too.
   */
  boolean measure(float[] keys, int from, int n, int bits) {
    FloatVector low = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
    FloatVector high = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector notFinite = FloatVector.zero(SPECIES);
    // Masks of two lanes are objects, not registers: plain comparisons are faster then.
    int bound = SPECIES.length() == 2 ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      FloatVector key = FloatVector.fromArray(SPECIES, keys, from + i);
      low = low.blend(key, key.compare(VectorOperators.LT, low));
      high = high.blend(key, key.compare(VectorOperators.GT, high));
      notFinite = key.sub(key).add(notFinite);
    }
    float smallest = low.reduceLanes(VectorOperators.MIN);
    float greatest = high.reduceLanes(VectorOperators.MAX);
    // A sum of zeros and NaNs is the same in any order.
    boolean finite = notFinite.reduceLanes(VectorOperators.ADD) == 0;
    for (int i = bound; i < n; i++) {
      float key = keys[from + i];
      smallest = key < smallest ? key : smallest;
      greatest = key > greatest ? key : greatest;
      finite &= key - key == 0;
    }
    least = smallest;
    // One level less than there are, for rounding.
    scale = ((1 << bits) - 2) / (greatest - smallest);
    return finite && scale > 0 && scale < Float.POSITIVE_INFINITY;
  }

  /** levels[i] ← level of key i of the column that begins at {@code from}. */
  void levels(float[] keys, int from, int n, int[] levels) {
    float origin = least;
    float factor = scale;
    for (int i = 0; i < n; i++) {
      levels[i] = (int) ((keys[from + i] - origin) * factor);
    }
  }

  /** target[start + i] ← level of key i, with i in the low {@code indexBits} bits. */
  void levelsWithIndex(float[] keys, int from, int n, int indexBits, int[] target, int start) {
    float origin = least;
    float factor = scale;
    for (int i = 0; i < n; i++) {
      target[start + i] = (int) ((keys[from + i] - origin) * factor) << indexBits | i;
    }
  }
}
