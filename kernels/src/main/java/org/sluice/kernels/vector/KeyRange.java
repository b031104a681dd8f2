package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The least and the greatest key of a column. Keys are compared as integers of the same order:
 * minimum and maximum of floating-point vectors would take care of NaN and signed zeros, at several
 * times the cost, while as integers infinities and NaN simply come out as extremes.
 */
final class KeyRange {

  private static final VectorSpecies<Integer> INTS = Lanes.INT;
  private static final VectorSpecies<Long> LONGS = Lanes.LONG;

  // Lanes are reduced in memory: reductions of vectors box them wherever they are not inlined.
  private final int[] lowInts = new int[INTS.length()];
  private final int[] highInts = new int[INTS.length()];
  private final long[] lowLongs = new long[LONGS.length()];
  private final long[] highLongs = new long[LONGS.length()];
  private double least;
  private double greatest;

  /** The least key measured; not finite if any key is not, or else {@link #greatest()} is not. */
  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /** Measures n ≥ 1 keys. */
  void measure(float[] keys, int from, int n) {
    IntVector low = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector high = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    int bound = INTS.loopBound(n);
    for (int i = 0; i < bound; i += INTS.length()) {
      IntVector bits = FloatVector.fromArray(Lanes.F32, keys, from + i).reinterpretAsInts();
      IntVector ordered =
          bits.lanewise(VectorOperators.ASHR, 31)
              .lanewise(VectorOperators.LSHR, 1)
              .lanewise(VectorOperators.XOR, bits);
      low = low.min(ordered);
      high = high.max(ordered);
    }
    low.intoArray(lowInts, 0);
    high.intoArray(highInts, 0);
    int smallest = Integer.MAX_VALUE;
    int largest = Integer.MIN_VALUE;
    for (int lane = 0; lane < INTS.length(); lane++) {
      smallest = Math.min(smallest, lowInts[lane]);
      largest = Math.max(largest, highInts[lane]);
    }
    for (int i = bound; i < n; i++) {
      int bits = Float.floatToRawIntBits(keys[from + i]);
      int ordered = bits >> 31 >>> 1 ^ bits;
      smallest = Math.min(smallest, ordered);
      largest = Math.max(largest, ordered);
    }
    least = Float.intBitsToFloat(smallest >> 31 >>> 1 ^ smallest);
    greatest = Float.intBitsToFloat(largest >> 31 >>> 1 ^ largest);
  }

  /** Measures n ≥ 1 keys. */
  void measure(double[] keys, int from, int n) {
    LongVector low = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector high = LongVector.broadcast(LONGS, Long.MIN_VALUE);
    int bound = LONGS.loopBound(n);
    for (int i = 0; i < bound; i += LONGS.length()) {
      LongVector bits = DoubleVector.fromArray(Lanes.F64, keys, from + i).reinterpretAsLongs();
      LongVector ordered =
          bits.lanewise(VectorOperators.ASHR, 63)
              .lanewise(VectorOperators.LSHR, 1)
              .lanewise(VectorOperators.XOR, bits);
      low = low.min(ordered);
      high = high.max(ordered);
    }
    low.intoArray(lowLongs, 0);
    high.intoArray(highLongs, 0);
    long smallest = Long.MAX_VALUE;
    long largest = Long.MIN_VALUE;
    for (int lane = 0; lane < LONGS.length(); lane++) {
      smallest = Math.min(smallest, lowLongs[lane]);
      largest = Math.max(largest, highLongs[lane]);
    }
    for (int i = bound; i < n; i++) {
      long bits = Double.doubleToRawLongBits(keys[from + i]);
      long ordered = bits >> 63 >>> 1 ^ bits;
      smallest = Math.min(smallest, ordered);
      largest = Math.max(largest, ordered);
    }
    least = Double.longBitsToDouble(smallest >> 63 >>> 1 ^ smallest);
    greatest = Double.longBitsToDouble(largest >> 63 >>> 1 ^ largest);
  }
}
