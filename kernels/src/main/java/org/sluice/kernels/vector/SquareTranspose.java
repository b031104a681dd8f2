package org.sluice.kernels.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of integers of a vector's length: at each of log₂(length) stages, rows that differ
 * in one bit of their number exchange the lanes that differ in it. Two stages are done for each
 * pass over memory.
 */
final class SquareTranspose {

  private static final VectorSpecies<Integer> SPECIES = Lanes.INT;
  private static final int LENGTH = SPECIES.length();
  private static final VectorShuffle<Integer> UP_1 = rotation(-1);
  private static final VectorShuffle<Integer> UP_2 = rotation(-2);
  private static final VectorShuffle<Integer> UP_4 = rotation(-4);
  private static final VectorShuffle<Integer> UP_8 = rotation(-8);
  private static final VectorShuffle<Integer> DOWN_1 = rotation(1);
  private static final VectorShuffle<Integer> DOWN_2 = rotation(2);
  private static final VectorShuffle<Integer> DOWN_4 = rotation(4);
  private static final VectorShuffle<Integer> DOWN_8 = rotation(8);
  private static final VectorMask<Integer> BIT_1 = bit(1);
  private static final VectorMask<Integer> BIT_2 = bit(2);
  private static final VectorMask<Integer> BIT_4 = bit(4);
  private static final VectorMask<Integer> BIT_8 = bit(8);

  private SquareTranspose() {}

  private static VectorShuffle<Integer> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LENGTH));
  }

  private static VectorMask<Integer> bit(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LENGTH; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(SPECIES, lanes);
  }

  /** Turns one square; source and target must not overlap. */
  static void turn(int[] source, int from, int fromStride, int[] target, int to, int toStride) {
    exchange1And2(source, from, fromStride, target, to, toStride);
    if (LENGTH == 8) {
      exchange4(target, to, toStride);
    } else if (LENGTH == 16) {
      exchange4And8(target, to, toStride);
    }
  }

  private static void exchange1And2(
      int[] source, int from, int fromStride, int[] target, int to, int toStride) {
    for (int i = 0; i < LENGTH; i += 4) {
      int at = from + i * fromStride;
      IntVector a = row(source, at);
      IntVector b = row(source, at + fromStride);
      IntVector c = row(source, at + 2 * fromStride);
      IntVector d = row(source, at + 3 * fromStride);
      IntVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      IntVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      IntVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      IntVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      at = to + i * toStride;
      a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(target, at);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(target, at + toStride);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(target, at + 2 * toStride);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(target, at + 3 * toStride);
    }
  }

  private static void exchange4(int[] target, int to, int stride) {
    for (int i = 0; i < 4; i++) {
      int at = to + i * stride;
      IntVector a = row(target, at);
      IntVector b = row(target, at + 4 * stride);
      a.blend(b.rearrange(UP_4), BIT_4).intoArray(target, at);
      a.rearrange(DOWN_4).blend(b, BIT_4).intoArray(target, at + 4 * stride);
    }
  }

  private static void exchange4And8(int[] target, int to, int stride) {
    for (int i = 0; i < 4; i++) {
      int at = to + i * stride;
      IntVector a = row(target, at);
      IntVector b = row(target, at + 4 * stride);
      IntVector c = row(target, at + 8 * stride);
      IntVector d = row(target, at + 12 * stride);
      IntVector a1 = a.blend(b.rearrange(UP_4), BIT_4);
      IntVector b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      IntVector c1 = c.blend(d.rearrange(UP_4), BIT_4);
      IntVector d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoArray(target, at);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoArray(target, at + 4 * stride);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoArray(target, at + 8 * stride);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoArray(target, at + 12 * stride);
    }
  }

  private static IntVector row(int[] rows, int at) {
    return IntVector.fromArray(SPECIES, rows, at);
  }
}
