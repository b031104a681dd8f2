package org.sluice.kernels.vector.product;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Transposes squares of eight within registers, in three stages as {@link TransposeF32} does. A
 * column of a strip takes eight elements in memory, so such squares also pack strips.
 */
public final class SquareOfEightF32 {

  public static final int SIDE = 8;

  private static final VectorSpecies<Float> SPECIES = Lanes.EIGHT_F32;
  private static final ByteOrder ORDER = Lanes.ORDER;

  /** Whether the process's vectors are long enough; if not, call nothing else. */
  public static final boolean AVAILABLE = SPECIES.length() == SIDE;

  private static final VectorShuffle<Float> UP_1 = rotation(-1);
  private static final VectorShuffle<Float> UP_2 = rotation(-2);
  private static final VectorShuffle<Float> UP_4 = rotation(-4);
  private static final VectorShuffle<Float> DOWN_1 = rotation(1);
  private static final VectorShuffle<Float> DOWN_2 = rotation(2);
  private static final VectorShuffle<Float> DOWN_4 = rotation(4);
  private static final VectorMask<Float> BIT_1 = VectorMask.fromLong(SPECIES, 0b10101010);
  private static final VectorMask<Float> BIT_2 = VectorMask.fromLong(SPECIES, 0b11001100);
  private static final VectorMask<Float> BIT_4 = VectorMask.fromLong(SPECIES, 0b11110000);

  private SquareOfEightF32() {}

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, SPECIES.length()));
  }

  /**
   * Transposes one square.
   *
   * @param rows of the source, one to eight; the last one stands for those that are missing
   */
  public static void transpose(
      MemorySegment source,
      long from,
      long stride,
      int rows,
      MemorySegment target,
      long to,
      long targetStride) {
    long last = (rows - 1) * stride;
    FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, source, from, ORDER);
    FloatVector a1 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(stride, last), ORDER);
    FloatVector a2 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(2 * stride, last), ORDER);
    FloatVector a3 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(3 * stride, last), ORDER);
    FloatVector a4 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(4 * stride, last), ORDER);
    FloatVector a5 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(5 * stride, last), ORDER);
    FloatVector a6 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(6 * stride, last), ORDER);
    FloatVector a7 =
        FloatVector.fromMemorySegment(SPECIES, source, from + Math.min(7 * stride, last), ORDER);
    FloatVector b0 = a0.blend(a1.rearrange(UP_1), BIT_1);
    FloatVector b1 = a0.rearrange(DOWN_1).blend(a1, BIT_1);
    FloatVector b2 = a2.blend(a3.rearrange(UP_1), BIT_1);
    FloatVector b3 = a2.rearrange(DOWN_1).blend(a3, BIT_1);
    FloatVector b4 = a4.blend(a5.rearrange(UP_1), BIT_1);
    FloatVector b5 = a4.rearrange(DOWN_1).blend(a5, BIT_1);
    FloatVector b6 = a6.blend(a7.rearrange(UP_1), BIT_1);
    FloatVector b7 = a6.rearrange(DOWN_1).blend(a7, BIT_1);
    FloatVector c0 = b0.blend(b2.rearrange(UP_2), BIT_2);
    FloatVector c2 = b0.rearrange(DOWN_2).blend(b2, BIT_2);
    FloatVector c1 = b1.blend(b3.rearrange(UP_2), BIT_2);
    FloatVector c3 = b1.rearrange(DOWN_2).blend(b3, BIT_2);
    FloatVector c4 = b4.blend(b6.rearrange(UP_2), BIT_2);
    FloatVector c6 = b4.rearrange(DOWN_2).blend(b6, BIT_2);
    FloatVector c5 = b5.blend(b7.rearrange(UP_2), BIT_2);
    FloatVector c7 = b5.rearrange(DOWN_2).blend(b7, BIT_2);
    c0.blend(c4.rearrange(UP_4), BIT_4).intoMemorySegment(target, to, ORDER);
    c0.rearrange(DOWN_4).blend(c4, BIT_4).intoMemorySegment(target, to + 4 * targetStride, ORDER);
    c1.blend(c5.rearrange(UP_4), BIT_4).intoMemorySegment(target, to + 1 * targetStride, ORDER);
    c1.rearrange(DOWN_4).blend(c5, BIT_4).intoMemorySegment(target, to + 5 * targetStride, ORDER);
    c2.blend(c6.rearrange(UP_4), BIT_4).intoMemorySegment(target, to + 2 * targetStride, ORDER);
    c2.rearrange(DOWN_4).blend(c6, BIT_4).intoMemorySegment(target, to + 6 * targetStride, ORDER);
    c3.blend(c7.rearrange(UP_4), BIT_4).intoMemorySegment(target, to + 3 * targetStride, ORDER);
    c3.rearrange(DOWN_4).blend(c7, BIT_4).intoMemorySegment(target, to + 7 * targetStride, ORDER);
  }

  /**
   * Copies rows of eight elements. A method for a single row would box it when compiled separately.
   */
  public static void copy(
      MemorySegment source,
      long from,
      long stride,
      int rows,
      MemorySegment target,
      long to,
      long targetStride) {
    for (int i = 0; i < rows; i++) {
      FloatVector.fromMemorySegment(SPECIES, source, from + i * stride, ORDER)
          .intoMemorySegment(target, to + i * targetStride, ORDER);
    }
  }
}
