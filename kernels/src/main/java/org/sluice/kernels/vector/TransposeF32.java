package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of a vector's length by exchanging off-diagonal quarters of ever larger size: at
 * each of log₂(length) stages, rows that differ in one bit of their number exchange the lanes that
 * differ in it. Two stages are done for each pass over memory. The passes are unrolled until they
 * are longer than what the compiler inlines (325 bytes): as part of a caller they would run into
 * its limits, beyond which vectors are boxed.
 */
final class TransposeF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final VectorShuffle<Float> UP_1 = rotation(-1);
  private static final VectorShuffle<Float> UP_2 = rotation(-2);
  private static final VectorShuffle<Float> UP_4 = rotation(-4);
  private static final VectorShuffle<Float> UP_8 = rotation(-8);
  private static final VectorShuffle<Float> DOWN_1 = rotation(1);
  private static final VectorShuffle<Float> DOWN_2 = rotation(2);
  private static final VectorShuffle<Float> DOWN_4 = rotation(4);
  private static final VectorShuffle<Float> DOWN_8 = rotation(8);
  private static final VectorMask<Float> BIT_1 = bit(1);
  private static final VectorMask<Float> BIT_2 = bit(2);
  private static final VectorMask<Float> BIT_4 = bit(4);
  private static final VectorMask<Float> BIT_8 = bit(8);

  private TransposeF32() {}

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LENGTH));
  }

  private static VectorMask<Float> bit(int bit) {
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
    if (LENGTH == SquareOfEightF32.SIDE) {
      SquareOfEightF32.turn(source, sourceOffset, sourceStride, LENGTH, target, offset, stride);
      return;
    }
    exchange1And2(source, sourceOffset, sourceStride, target, offset, stride);
    if (LENGTH > 4) {
      exchange4And8(target, offset, stride);
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
        float element =
            source.get(JAVA_FLOAT_UNALIGNED, sourceOffset + i * sourceStride + j * Float.BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset + j * stride + i * Float.BYTES, element);
      }
    }
  }

  private static void exchange1And2(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      MemorySegment target,
      long offset,
      long stride) {
    for (int i = 0; i < LENGTH; i += 8) {
      long from = sourceOffset + i * sourceStride;
      long to = offset + i * stride;
      FloatVector a = load(source, from);
      FloatVector b = load(source, from + sourceStride);
      FloatVector c = load(source, from + 2 * sourceStride);
      FloatVector d = load(source, from + 3 * sourceStride);
      FloatVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      FloatVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      FloatVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      FloatVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(target, to, ORDER);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(target, to + stride, ORDER);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(target, to + 2 * stride, ORDER);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(target, to + 3 * stride, ORDER);
      if (LENGTH == 4) {
        return;
      }
      from += 4 * sourceStride;
      to += 4 * stride;
      a = load(source, from);
      b = load(source, from + sourceStride);
      c = load(source, from + 2 * sourceStride);
      d = load(source, from + 3 * sourceStride);
      a1 = a.blend(b.rearrange(UP_1), BIT_1);
      b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      c1 = c.blend(d.rearrange(UP_1), BIT_1);
      d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(target, to, ORDER);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(target, to + stride, ORDER);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(target, to + 2 * stride, ORDER);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(target, to + 3 * stride, ORDER);
    }
  }

  private static void exchange4And8(MemorySegment target, long offset, long stride) {
    long apart = 4 * stride;
    for (int i = 0; i < 4; i += 2) {
      long at = offset + i * stride;
      FloatVector a = load(target, at);
      FloatVector b = load(target, at + apart);
      FloatVector c = load(target, at + 2 * apart);
      FloatVector d = load(target, at + 3 * apart);
      FloatVector a1 = a.blend(b.rearrange(UP_4), BIT_4);
      FloatVector b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      FloatVector c1 = c.blend(d.rearrange(UP_4), BIT_4);
      FloatVector d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoMemorySegment(target, at, ORDER);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoMemorySegment(target, at + apart, ORDER);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoMemorySegment(target, at + 2 * apart, ORDER);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoMemorySegment(target, at + 3 * apart, ORDER);
      at += stride;
      a = load(target, at);
      b = load(target, at + apart);
      c = load(target, at + 2 * apart);
      d = load(target, at + 3 * apart);
      a1 = a.blend(b.rearrange(UP_4), BIT_4);
      b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      c1 = c.blend(d.rearrange(UP_4), BIT_4);
      d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoMemorySegment(target, at, ORDER);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoMemorySegment(target, at + apart, ORDER);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoMemorySegment(target, at + 2 * apart, ORDER);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoMemorySegment(target, at + 3 * apart, ORDER);
    }
  }

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, ORDER);
  }
}
