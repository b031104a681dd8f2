// Made from KeyRangeF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The least and the greatest key of a column, by comparisons: minimum and maximum of floating-point
 * vectors would take care of NaN and signed zeros, at several times the cost.
 */
final class KeyRangeF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();

  /** Four vectors at a time, so that a comparison need not wait for the one before. */
  private static final int STEP = 4 * LENGTH;

  // Lanes are reduced in memory: reductions of vectors box them wherever they are not inlined.
  private final double[] low = new double[LENGTH];
  private final double[] high = new double[LENGTH];
  private final double[] residue = new double[LENGTH];
  private double least;
  private double greatest;

  /** The least key measured; not a number if any key is not finite. */
  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /** Measures n ≥ 1 keys. */
  void measure(double[] keys, int from, int n) {
    least = keys[from];
    greatest = least;
    double residues = 0;
    if (n < STEP) {
      for (int i = 0; i < n; i++) {
        include(keys[from + i], keys[from + i]);
        residues += keys[from + i] * 0;
      }
    } else {
      compare(keys, from, n);
      for (int lane = 0; lane < LENGTH; lane++) {
        include(low[lane], high[lane]);
        residues += residue[lane];
      }
    }
    least += residues;
  }

  /** Compared by hand, as Math.min minds NaN and the sign of zero too. */
  private void include(double smaller, double larger) {
    least = smaller < least ? smaller : least;
    greatest = larger > greatest ? larger : greatest;
  }

  private void compare(double[] keys, int from, int n) {
    DoubleVector low0 = DoubleVector.fromArray(SPECIES, keys, from);
    DoubleVector low1 = low0;
    DoubleVector low2 = low0;
    DoubleVector low3 = low0;
    DoubleVector high0 = low0;
    DoubleVector high1 = low0;
    DoubleVector high2 = low0;
    DoubleVector high3 = low0;
    // Zero times x is not a number where x is not finite, which no sum loses again.
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector residue0 = zero;
    DoubleVector residue1 = zero;
    DoubleVector residue2 = zero;
    DoubleVector residue3 = zero;
    for (int i = 0; i < n; i += STEP) {
      // The last step begins earlier: keys that are compared twice change nothing.
      int at = from + Math.min(i, n - STEP);
      DoubleVector key0 = DoubleVector.fromArray(SPECIES, keys, at);
      DoubleVector key1 = DoubleVector.fromArray(SPECIES, keys, at + LENGTH);
      DoubleVector key2 = DoubleVector.fromArray(SPECIES, keys, at + 2 * LENGTH);
      DoubleVector key3 = DoubleVector.fromArray(SPECIES, keys, at + 3 * LENGTH);
      low0 = low0.blend(key0, key0.compare(VectorOperators.LT, low0));
      high0 = high0.blend(key0, key0.compare(VectorOperators.GT, high0));
      residue0 = key0.fma(zero, residue0);
      low1 = low1.blend(key1, key1.compare(VectorOperators.LT, low1));
      high1 = high1.blend(key1, key1.compare(VectorOperators.GT, high1));
      residue1 = key1.fma(zero, residue1);
      low2 = low2.blend(key2, key2.compare(VectorOperators.LT, low2));
      high2 = high2.blend(key2, key2.compare(VectorOperators.GT, high2));
      residue2 = key2.fma(zero, residue2);
      low3 = low3.blend(key3, key3.compare(VectorOperators.LT, low3));
      high3 = high3.blend(key3, key3.compare(VectorOperators.GT, high3));
      residue3 = key3.fma(zero, residue3);
    }
    low0 = low0.blend(low1, low1.compare(VectorOperators.LT, low0));
    high0 = high0.blend(high1, high1.compare(VectorOperators.GT, high0));
    low2 = low2.blend(low3, low3.compare(VectorOperators.LT, low2));
    high2 = high2.blend(high3, high3.compare(VectorOperators.GT, high2));
    low0 = low0.blend(low2, low2.compare(VectorOperators.LT, low0));
    high0 = high0.blend(high2, high2.compare(VectorOperators.GT, high0));
    low0.intoArray(low, 0);
    high0.intoArray(high, 0);
    residue0.add(residue1).add(residue2.add(residue3)).intoArray(residue, 0);
  }
}
