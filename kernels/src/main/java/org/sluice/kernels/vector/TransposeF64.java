// Made from TransposeF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of a vector's length by exchanging off-diagonal quarters of ever larger size: at each
 * of log₂(length) stages, rows that differ in one bit of their number exchange the lanes that differ
 * in it. Takes a third of a cycle per element, a fifth of what element-wise copies take.
 */
final class TransposeF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();
  private static final VectorShuffle<Double> UP_1 = rotation(-1);
  private static final VectorShuffle<Double> UP_2 = rotation(-2);
  private static final VectorShuffle<Double> UP_4 = rotation(-4);
  private static final VectorShuffle<Double> UP_8 = rotation(-8);
  private static final VectorShuffle<Double> DOWN_1 = rotation(1);
  private static final VectorShuffle<Double> DOWN_2 = rotation(2);
  private static final VectorShuffle<Double> DOWN_4 = rotation(4);
  private static final VectorShuffle<Double> DOWN_8 = rotation(8);
  private static final VectorMask<Double> BIT_1 = bit(1);
  private static final VectorMask<Double> BIT_2 = bit(2);
  private static final VectorMask<Double> BIT_4 = bit(4);
  private static final VectorMask<Double> BIT_8 = bit(8);

  private TransposeF64() {}

  private static VectorShuffle<Double> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LENGTH));
  }

  private static VectorMask<Double> bit(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LENGTH; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(SPECIES, lanes);
  }

  /** Turns one square. */
  static void square(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      MemorySegment target,
      long offset,
      long stride) {
    for (int i = 0; i < LENGTH; i += 2) {
      long from = sourceOffset + i * sourceStride;
      long to = offset + i * stride;
      exchange(
          load(source, from), load(source, from + sourceStride), UP_1, DOWN_1, BIT_1, target, to,
          to + stride);
    }
    if (LENGTH > 2) {
      for (int i = 0; i < LENGTH; i += (i & 1) == 0 ? 1 : 3) {
        long low = offset + i * stride;
        long high = low + 2 * stride;
        exchange(load(target, low), load(target, high), UP_2, DOWN_2, BIT_2, target, low, high);
      }
    }
    if (LENGTH > 4) {
      for (int i = 0; i < LENGTH; i += (i & 3) < 3 ? 1 : 5) {
        long low = offset + i * stride;
        long high = low + 4 * stride;
        exchange(load(target, low), load(target, high), UP_4, DOWN_4, BIT_4, target, low, high);
      }
    }
    if (LENGTH > 8) {
      for (int i = 0; i < 8; i++) {
        long low = offset + i * stride;
        long high = low + 8 * stride;
        exchange(load(target, low), load(target, high), UP_8, DOWN_8, BIT_8, target, low, high);
      }
    }
  }

  private static void exchange(
      DoubleVector low,
      DoubleVector high,
      VectorShuffle<Double> up,
      VectorShuffle<Double> down,
      VectorMask<Double> bit,
      MemorySegment target,
      long lowOffset,
      long highOffset) {
    low.blend(high.rearrange(up), bit).intoMemorySegment(target, lowOffset, Lanes.ORDER);
    low.rearrange(down).blend(high, bit).intoMemorySegment(target, highOffset, Lanes.ORDER);
  }

  private static DoubleVector load(MemorySegment segment, long offset) {
    return DoubleVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }
}
