// Made from TransposeF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of a vector's length by exchanging off-diagonal quarters of ever larger size: at
 * each of log₂(length) stages, rows that differ in one bit of their number exchange the lanes that
 * differ in it. Each stage is a method without vectors among its arguments, which would be boxed
 * wherever the compiler chooses not to inline it.
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
    if (LENGTH == 2) {
      pairs(source, sourceOffset, sourceStride, target, offset, stride);
      return;
    }
    exchange1(source, sourceOffset, sourceStride, target, offset, stride);
    exchange2(target, offset, stride);
    if (LENGTH > 4) {
      exchange4(target, offset, stride);
    }
    if (LENGTH > 8) {
      exchange8(target, offset, stride);
    }
  }

  /** A square of two: rearranging two lanes has no instruction, and would box them. */
  private static void pairs(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      MemorySegment target,
      long offset,
      long stride) {
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double element =
            source.get(JAVA_DOUBLE_UNALIGNED, sourceOffset + i * sourceStride + j * Double.BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset + j * stride + i * Double.BYTES, element);
      }
    }
  }

  private static void exchange1(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      MemorySegment target,
      long offset,
      long stride) {
    for (int i = 0; i < LENGTH; i += 2) {
      long from = sourceOffset + i * sourceStride;
      long to = offset + i * stride;
      DoubleVector low = load(source, from);
      DoubleVector high = load(source, from + sourceStride);
      low.blend(high.rearrange(UP_1), BIT_1).intoMemorySegment(target, to, Lanes.ORDER);
      low.rearrange(DOWN_1).blend(high, BIT_1).intoMemorySegment(target, to + stride, Lanes.ORDER);
    }
  }

  private static void exchange2(MemorySegment target, long offset, long stride) {
    for (int i = 0; i < LENGTH / 2; i++) {
      long at = offset + (i / 2 * 4 + i % 2) * stride;
      DoubleVector low = load(target, at);
      DoubleVector high = load(target, at + 2 * stride);
      low.blend(high.rearrange(UP_2), BIT_2).intoMemorySegment(target, at, Lanes.ORDER);
      low.rearrange(DOWN_2)
          .blend(high, BIT_2)
          .intoMemorySegment(target, at + 2 * stride, Lanes.ORDER);
    }
  }

  private static void exchange4(MemorySegment target, long offset, long stride) {
    for (int i = 0; i < LENGTH / 2; i++) {
      long at = offset + (i / 4 * 8 + i % 4) * stride;
      DoubleVector low = load(target, at);
      DoubleVector high = load(target, at + 4 * stride);
      low.blend(high.rearrange(UP_4), BIT_4).intoMemorySegment(target, at, Lanes.ORDER);
      low.rearrange(DOWN_4)
          .blend(high, BIT_4)
          .intoMemorySegment(target, at + 4 * stride, Lanes.ORDER);
    }
  }

  private static void exchange8(MemorySegment target, long offset, long stride) {
    for (int i = 0; i < LENGTH / 2; i++) {
      long at = offset + (i / 8 * 16 + i % 8) * stride;
      DoubleVector low = load(target, at);
      DoubleVector high = load(target, at + 8 * stride);
      low.blend(high.rearrange(UP_8), BIT_8).intoMemorySegment(target, at, Lanes.ORDER);
      low.rearrange(DOWN_8)
          .blend(high, BIT_8)
          .intoMemorySegment(target, at + 8 * stride, Lanes.ORDER);
    }
  }

  private static DoubleVector load(MemorySegment segment, long offset) {
    return DoubleVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }
}
