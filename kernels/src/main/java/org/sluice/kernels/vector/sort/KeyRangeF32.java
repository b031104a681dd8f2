package org.sluice.kernels.vector.sort;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * The least and the greatest key of a column, by comparisons: the minimum and maximum of
 * floating-point vectors also order NaN and signed zeros, at several times the cost.
 */
final class KeyRangeF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();

  /** Two vectors at a time, since a comparison waits for the one before. */
  private static final int STEP = 2 * LENGTH;

  // Lanes are reduced in memory: a reduction boxes its vector wherever it is not inlined.
  private final float[] low = new float[STEP];
  private final float[] high = new float[STEP];
  private final float[] residue = new float[LENGTH];
  private float least;
  private float greatest;

  /** The least key measured; NaN if any key is not finite. */
  float least() {
    return least;
  }

  float greatest() {
    return greatest;
  }

  /** Measures n ≥ 1 keys. */
  void measure(float[] keys, int from, int n) {
    least = keys[from];
    greatest = least;
    float residues = 0;
    if (n < STEP) {
      for (int i = 0; i < n; i++) {
        include(keys[from + i], keys[from + i]);
        residues += keys[from + i] * 0;
      }
    } else {
      compare(keys, from, n);
      for (int lane = 0; lane < STEP; lane++) {
        include(low[lane], high[lane]);
      }
      for (int lane = 0; lane < LENGTH; lane++) {
        residues += residue[lane];
      }
    }
    least += residues;
  }

  /** Compares without Math.min, which also orders NaN and signed zeros. */
  private void include(float smaller, float larger) {
    least = smaller < least ? smaller : least;
    greatest = larger > greatest ? larger : greatest;
  }

  private void compare(float[] keys, int from, int n) {
    FloatVector low0 = FloatVector.fromArray(SPECIES, keys, from);
    FloatVector low1 = low0;
    FloatVector high0 = low0;
    FloatVector high1 = low0;
    // Zero times x is NaN if x is not finite, and a sum with a NaN is NaN.
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    for (int i = 0; i < n; i += STEP) {
      // The last step begins earlier and compares some keys twice, which does no harm.
      int at = from + Math.min(i, n - STEP);
      FloatVector key0 = FloatVector.fromArray(SPECIES, keys, at);
      FloatVector key1 = FloatVector.fromArray(SPECIES, keys, at + LENGTH);
      low0 = low0.blend(key0, key0.compare(VectorOperators.LT, low0));
      high0 = high0.blend(key0, key0.compare(VectorOperators.GT, high0));
      low1 = low1.blend(key1, key1.compare(VectorOperators.LT, low1));
      high1 = high1.blend(key1, key1.compare(VectorOperators.GT, high1));
      sum = key1.fma(zero, key0.fma(zero, sum));
    }
    low0.intoArray(low, 0);
    low1.intoArray(low, LENGTH);
    high0.intoArray(high, 0);
    high1.intoArray(high, LENGTH);
    sum.intoArray(residue, 0);
  }
}
