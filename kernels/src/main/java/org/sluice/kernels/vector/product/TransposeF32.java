package org.sluice.kernels.vector.product;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Transposes squares of a vector's length by exchanging off-diagonal quarters of ever larger size:
 * at each of log₂(length) stages, rows that differ in one bit of their number exchange the lanes
 * that differ in it. All stages are done within registers. No method takes a vector as an argument:
 * it would be boxed wherever the compiler does not inline the method.
 */
public final class TransposeF32 {

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

  /** Transposes one square. */
  public static void square(
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
      SquareOfEightF32.transpose(
          source, sourceOffset, sourceStride, LENGTH, target, offset, stride);
      return;
    }
    if (LENGTH == 4) {
      four(source, sourceOffset, sourceStride, target, offset, stride);
    } else {
      sixteen(source, sourceOffset, sourceStride, target, offset, stride);
    }
  }

  /**
   * A square of two. There is no instruction to rearrange two lanes, so doing it would box them.
   */
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

  private static void four(
      MemorySegment source,
      long from,
      long sourceStride,
      MemorySegment target,
      long to,
      long stride) {
    FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, source, from, ORDER);
    FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, source, from + sourceStride, ORDER);
    FloatVector a2 = FloatVector.fromMemorySegment(SPECIES, source, from + 2 * sourceStride, ORDER);
    FloatVector a3 = FloatVector.fromMemorySegment(SPECIES, source, from + 3 * sourceStride, ORDER);
    FloatVector b0 = a0.blend(a1.rearrange(UP_1), BIT_1);
    FloatVector b1 = a0.rearrange(DOWN_1).blend(a1, BIT_1);
    FloatVector b2 = a2.blend(a3.rearrange(UP_1), BIT_1);
    FloatVector b3 = a2.rearrange(DOWN_1).blend(a3, BIT_1);
    b0.blend(b2.rearrange(UP_2), BIT_2).intoMemorySegment(target, to, ORDER);
    b0.rearrange(DOWN_2).blend(b2, BIT_2).intoMemorySegment(target, to + 2 * stride, ORDER);
    b1.blend(b3.rearrange(UP_2), BIT_2).intoMemorySegment(target, to + stride, ORDER);
    b1.rearrange(DOWN_2).blend(b3, BIT_2).intoMemorySegment(target, to + 3 * stride, ORDER);
  }

  /** Within registers: reading values back from memory would wait for their write. */
  private static void sixteen(
      MemorySegment source,
      long from,
      long sourceStride,
      MemorySegment target,
      long to,
      long stride) {
    FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, source, from, ORDER);
    FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, source, from + sourceStride, ORDER);
    FloatVector a2 = FloatVector.fromMemorySegment(SPECIES, source, from + 2 * sourceStride, ORDER);
    FloatVector a3 = FloatVector.fromMemorySegment(SPECIES, source, from + 3 * sourceStride, ORDER);
    FloatVector a4 = FloatVector.fromMemorySegment(SPECIES, source, from + 4 * sourceStride, ORDER);
    FloatVector a5 = FloatVector.fromMemorySegment(SPECIES, source, from + 5 * sourceStride, ORDER);
    FloatVector a6 = FloatVector.fromMemorySegment(SPECIES, source, from + 6 * sourceStride, ORDER);
    FloatVector a7 = FloatVector.fromMemorySegment(SPECIES, source, from + 7 * sourceStride, ORDER);
    FloatVector a8 = FloatVector.fromMemorySegment(SPECIES, source, from + 8 * sourceStride, ORDER);
    FloatVector a9 = FloatVector.fromMemorySegment(SPECIES, source, from + 9 * sourceStride, ORDER);
    FloatVector a10 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 10 * sourceStride, ORDER);
    FloatVector a11 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 11 * sourceStride, ORDER);
    FloatVector a12 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 12 * sourceStride, ORDER);
    FloatVector a13 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 13 * sourceStride, ORDER);
    FloatVector a14 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 14 * sourceStride, ORDER);
    FloatVector a15 =
        FloatVector.fromMemorySegment(SPECIES, source, from + 15 * sourceStride, ORDER);
    FloatVector b0 = a0.blend(a1.rearrange(UP_1), BIT_1);
    FloatVector b1 = a0.rearrange(DOWN_1).blend(a1, BIT_1);
    FloatVector b2 = a2.blend(a3.rearrange(UP_1), BIT_1);
    FloatVector b3 = a2.rearrange(DOWN_1).blend(a3, BIT_1);
    FloatVector c0 = b0.blend(b2.rearrange(UP_2), BIT_2);
    FloatVector c2 = b0.rearrange(DOWN_2).blend(b2, BIT_2);
    FloatVector c1 = b1.blend(b3.rearrange(UP_2), BIT_2);
    FloatVector c3 = b1.rearrange(DOWN_2).blend(b3, BIT_2);
    FloatVector b4 = a4.blend(a5.rearrange(UP_1), BIT_1);
    FloatVector b5 = a4.rearrange(DOWN_1).blend(a5, BIT_1);
    FloatVector b6 = a6.blend(a7.rearrange(UP_1), BIT_1);
    FloatVector b7 = a6.rearrange(DOWN_1).blend(a7, BIT_1);
    FloatVector c4 = b4.blend(b6.rearrange(UP_2), BIT_2);
    FloatVector c6 = b4.rearrange(DOWN_2).blend(b6, BIT_2);
    FloatVector c5 = b5.blend(b7.rearrange(UP_2), BIT_2);
    FloatVector c7 = b5.rearrange(DOWN_2).blend(b7, BIT_2);
    FloatVector b8 = a8.blend(a9.rearrange(UP_1), BIT_1);
    FloatVector b9 = a8.rearrange(DOWN_1).blend(a9, BIT_1);
    FloatVector b10 = a10.blend(a11.rearrange(UP_1), BIT_1);
    FloatVector b11 = a10.rearrange(DOWN_1).blend(a11, BIT_1);
    FloatVector c8 = b8.blend(b10.rearrange(UP_2), BIT_2);
    FloatVector c10 = b8.rearrange(DOWN_2).blend(b10, BIT_2);
    FloatVector c9 = b9.blend(b11.rearrange(UP_2), BIT_2);
    FloatVector c11 = b9.rearrange(DOWN_2).blend(b11, BIT_2);
    FloatVector b12 = a12.blend(a13.rearrange(UP_1), BIT_1);
    FloatVector b13 = a12.rearrange(DOWN_1).blend(a13, BIT_1);
    FloatVector b14 = a14.blend(a15.rearrange(UP_1), BIT_1);
    FloatVector b15 = a14.rearrange(DOWN_1).blend(a15, BIT_1);
    FloatVector c12 = b12.blend(b14.rearrange(UP_2), BIT_2);
    FloatVector c14 = b12.rearrange(DOWN_2).blend(b14, BIT_2);
    FloatVector c13 = b13.blend(b15.rearrange(UP_2), BIT_2);
    FloatVector c15 = b13.rearrange(DOWN_2).blend(b15, BIT_2);
    FloatVector d0 = c0.blend(c4.rearrange(UP_4), BIT_4);
    FloatVector d4 = c0.rearrange(DOWN_4).blend(c4, BIT_4);
    FloatVector d8 = c8.blend(c12.rearrange(UP_4), BIT_4);
    FloatVector d12 = c8.rearrange(DOWN_4).blend(c12, BIT_4);
    d0.blend(d8.rearrange(UP_8), BIT_8).intoMemorySegment(target, to, ORDER);
    d0.rearrange(DOWN_8).blend(d8, BIT_8).intoMemorySegment(target, to + 8 * stride, ORDER);
    d4.blend(d12.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 4 * stride, ORDER);
    d4.rearrange(DOWN_8).blend(d12, BIT_8).intoMemorySegment(target, to + 12 * stride, ORDER);
    FloatVector d1 = c1.blend(c5.rearrange(UP_4), BIT_4);
    FloatVector d5 = c1.rearrange(DOWN_4).blend(c5, BIT_4);
    FloatVector d9 = c9.blend(c13.rearrange(UP_4), BIT_4);
    FloatVector d13 = c9.rearrange(DOWN_4).blend(c13, BIT_4);
    d1.blend(d9.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + stride, ORDER);
    d1.rearrange(DOWN_8).blend(d9, BIT_8).intoMemorySegment(target, to + 9 * stride, ORDER);
    d5.blend(d13.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 5 * stride, ORDER);
    d5.rearrange(DOWN_8).blend(d13, BIT_8).intoMemorySegment(target, to + 13 * stride, ORDER);
    FloatVector d2 = c2.blend(c6.rearrange(UP_4), BIT_4);
    FloatVector d6 = c2.rearrange(DOWN_4).blend(c6, BIT_4);
    FloatVector d10 = c10.blend(c14.rearrange(UP_4), BIT_4);
    FloatVector d14 = c10.rearrange(DOWN_4).blend(c14, BIT_4);
    d2.blend(d10.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 2 * stride, ORDER);
    d2.rearrange(DOWN_8).blend(d10, BIT_8).intoMemorySegment(target, to + 10 * stride, ORDER);
    d6.blend(d14.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 6 * stride, ORDER);
    d6.rearrange(DOWN_8).blend(d14, BIT_8).intoMemorySegment(target, to + 14 * stride, ORDER);
    FloatVector d3 = c3.blend(c7.rearrange(UP_4), BIT_4);
    FloatVector d7 = c3.rearrange(DOWN_4).blend(c7, BIT_4);
    FloatVector d11 = c11.blend(c15.rearrange(UP_4), BIT_4);
    FloatVector d15 = c11.rearrange(DOWN_4).blend(c15, BIT_4);
    d3.blend(d11.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 3 * stride, ORDER);
    d3.rearrange(DOWN_8).blend(d11, BIT_8).intoMemorySegment(target, to + 11 * stride, ORDER);
    d7.blend(d15.rearrange(UP_8), BIT_8).intoMemorySegment(target, to + 7 * stride, ORDER);
    d7.rearrange(DOWN_8).blend(d15, BIT_8).intoMemorySegment(target, to + 15 * stride, ORDER);
  }
}
