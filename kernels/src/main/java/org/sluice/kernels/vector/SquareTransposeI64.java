// Made from SquareTransposeI32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of a vector's length, at least four: at each of log₂(length) stages, rows that
 * differ in one bit of their number exchange the lanes that differ in it. Two stages are done for
 * each pass over memory.
 *
 * <p>The passes are unrolled until they are longer than what the compiler inlines (325 bytes): as
 * part of a whole sort they would run into its limits, beyond which vectors are boxed.
 */
final class SquareTransposeI64 {

  private static final VectorSpecies<Long> SPECIES = Lanes.LONG;
  private static final int LENGTH = SPECIES.length();
  private static final VectorShuffle<Long> UP_1 = rotation(-1);
  private static final VectorShuffle<Long> UP_2 = rotation(-2);
  private static final VectorShuffle<Long> UP_4 = rotation(-4);
  private static final VectorShuffle<Long> UP_8 = rotation(-8);
  private static final VectorShuffle<Long> DOWN_1 = rotation(1);
  private static final VectorShuffle<Long> DOWN_2 = rotation(2);
  private static final VectorShuffle<Long> DOWN_4 = rotation(4);
  private static final VectorShuffle<Long> DOWN_8 = rotation(8);
  private static final VectorMask<Long> BIT_1 = bit(1);
  private static final VectorMask<Long> BIT_2 = bit(2);
  private static final VectorMask<Long> BIT_4 = bit(4);
  private static final VectorMask<Long> BIT_8 = bit(8);

  private SquareTransposeI64() {}

  private static VectorShuffle<Long> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LENGTH));
  }

  private static VectorMask<Long> bit(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LENGTH; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(SPECIES, lanes);
  }

  /** Turns one square; source and target must not overlap. */
  static void turn(long[] source, int from, int fromStride, long[] target, int to, int toStride) {
    if (LENGTH == 4) {
      exchange1And2(source, from, fromStride, target, to, toStride);
    } else {
      exchange1And2InEights(source, from, fromStride, target, to, toStride);
    }
    if (LENGTH == 8) {
      exchange4(target, to, toStride);
    } else if (LENGTH == 16) {
      exchange4And8(target, to, toStride);
    }
  }

  private static void exchange1And2(
      long[] source, int from, int fromStride, long[] target, int to, int toStride) {
    LongVector a = row(source, from);
    LongVector b = row(source, from + fromStride);
    LongVector c = row(source, from + 2 * fromStride);
    LongVector d = row(source, from + 3 * fromStride);
    LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
    LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
    LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
    LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
    a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(target, to);
    b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(target, to + toStride);
    a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(target, to + 2 * toStride);
    b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(target, to + 3 * toStride);
  }

  private static void exchange1And2InEights(
      long[] source, int from, int fromStride, long[] target, int to, int toStride) {
    for (int i = 0; i < LENGTH; i += 8) {
      int at = from + i * fromStride;
      int out = to + i * toStride;
      LongVector a = row(source, at);
      LongVector b = row(source, at + fromStride);
      LongVector c = row(source, at + 2 * fromStride);
      LongVector d = row(source, at + 3 * fromStride);
      LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(target, out);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(target, out + toStride);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(target, out + 2 * toStride);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(target, out + 3 * toStride);
      at += 4 * fromStride;
      out += 4 * toStride;
      a = row(source, at);
      b = row(source, at + fromStride);
      c = row(source, at + 2 * fromStride);
      d = row(source, at + 3 * fromStride);
      a1 = a.blend(b.rearrange(UP_1), BIT_1);
      b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      c1 = c.blend(d.rearrange(UP_1), BIT_1);
      d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(target, out);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(target, out + toStride);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(target, out + 2 * toStride);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(target, out + 3 * toStride);
    }
  }

  private static void exchange4(long[] target, int to, int stride) {
    for (int i = 0; i < 4; i++) {
      int at = to + i * stride;
      LongVector a = row(target, at);
      LongVector b = row(target, at + 4 * stride);
      a.blend(b.rearrange(UP_4), BIT_4).intoArray(target, at);
      a.rearrange(DOWN_4).blend(b, BIT_4).intoArray(target, at + 4 * stride);
    }
  }

  private static void exchange4And8(long[] target, int to, int stride) {
    int apart = 4 * stride;
    for (int i = 0; i < 4; i += 2) {
      int at = to + i * stride;
      LongVector a = row(target, at);
      LongVector b = row(target, at + apart);
      LongVector c = row(target, at + 2 * apart);
      LongVector d = row(target, at + 3 * apart);
      LongVector a1 = a.blend(b.rearrange(UP_4), BIT_4);
      LongVector b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      LongVector c1 = c.blend(d.rearrange(UP_4), BIT_4);
      LongVector d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoArray(target, at);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoArray(target, at + apart);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoArray(target, at + 2 * apart);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoArray(target, at + 3 * apart);
      at += stride;
      a = row(target, at);
      b = row(target, at + apart);
      c = row(target, at + 2 * apart);
      d = row(target, at + 3 * apart);
      a1 = a.blend(b.rearrange(UP_4), BIT_4);
      b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      c1 = c.blend(d.rearrange(UP_4), BIT_4);
      d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoArray(target, at);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoArray(target, at + apart);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoArray(target, at + 2 * apart);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoArray(target, at + 3 * apart);
    }
  }

  private static LongVector row(long[] rows, int at) {
    return LongVector.fromArray(SPECIES, rows, at);
  }
}
