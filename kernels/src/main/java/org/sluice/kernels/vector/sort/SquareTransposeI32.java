package org.sluice.kernels.vector.sort;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Transposes squares of a vector's length, at least four: at each of log₂(length) stages, rows that
 * differ in one bit of their number exchange the lanes that differ in it. A pass over memory does
 * two stages.
 *
 * <p>Both directions are written out, since columns are arrays and panels are native. The order of
 * stages is free, so the stages at distances of 4 and 8 are always done within the panel.
 *
 * <p>The passes are unrolled until they are too long to be inlined (325 bytes): inlined into a
 * whole sort they would exceed the compiler's limits, beyond which vectors are boxed.
 */
final class SquareTransposeI32 {

  private static final VectorSpecies<Integer> SPECIES = Lanes.INT;
  private static final int LENGTH = SPECIES.length();
  private static final long ROW = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = Lanes.ORDER;
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

  private SquareTransposeI32() {}

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

  /** Transposes one square of columns into rows of a panel. */
  static void transpose(int[] columns, int from, int fromStride, MemorySegment panel, long to) {
    if (LENGTH == 4) {
      transpose1And2(columns, from, fromStride, panel, to);
    } else {
      transpose1And2InEights(columns, from, fromStride, panel, to);
    }
    exchangeFar(panel, to);
  }

  /** Transposes one square of a panel into columns; the panel's content is undefined afterwards. */
  static void transposeBack(MemorySegment panel, long from, int[] columns, int to, int toStride) {
    exchangeFar(panel, from);
    if (LENGTH == 4) {
      transposeBack1And2(panel, from, columns, to, toStride);
    } else {
      transposeBack1And2InEights(panel, from, columns, to, toStride);
    }
  }

  private static void exchangeFar(MemorySegment panel, long at) {
    if (LENGTH == 8) {
      exchange4(panel, at);
    } else if (LENGTH == 16) {
      exchange4And8(panel, at);
    }
  }

  private static void transpose1And2(
      int[] columns, int from, int fromStride, MemorySegment panel, long to) {
    IntVector a = row(columns, from);
    IntVector b = row(columns, from + fromStride);
    IntVector c = row(columns, from + 2 * fromStride);
    IntVector d = row(columns, from + 3 * fromStride);
    IntVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
    IntVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
    IntVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
    IntVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
    a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, to, ORDER);
    b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, to + ROW, ORDER);
    a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(panel, to + 2 * ROW, ORDER);
    b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(panel, to + 3 * ROW, ORDER);
  }

  private static void transpose1And2InEights(
      int[] columns, int from, int fromStride, MemorySegment panel, long to) {
    for (int i = 0; i < LENGTH; i += 8) {
      int at = from + i * fromStride;
      long out = to + i * ROW;
      IntVector a = row(columns, at);
      IntVector b = row(columns, at + fromStride);
      IntVector c = row(columns, at + 2 * fromStride);
      IntVector d = row(columns, at + 3 * fromStride);
      IntVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      IntVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      IntVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      IntVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, out, ORDER);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, out + ROW, ORDER);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(panel, out + 2 * ROW, ORDER);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(panel, out + 3 * ROW, ORDER);
      at += 4 * fromStride;
      out += 4 * ROW;
      a = row(columns, at);
      b = row(columns, at + fromStride);
      c = row(columns, at + 2 * fromStride);
      d = row(columns, at + 3 * fromStride);
      a1 = a.blend(b.rearrange(UP_1), BIT_1);
      b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      c1 = c.blend(d.rearrange(UP_1), BIT_1);
      d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, out, ORDER);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, out + ROW, ORDER);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(panel, out + 2 * ROW, ORDER);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(panel, out + 3 * ROW, ORDER);
    }
  }

  private static void transposeBack1And2(
      MemorySegment panel, long from, int[] columns, int to, int toStride) {
    IntVector a = row(panel, from);
    IntVector b = row(panel, from + ROW);
    IntVector c = row(panel, from + 2 * ROW);
    IntVector d = row(panel, from + 3 * ROW);
    IntVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
    IntVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
    IntVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
    IntVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
    a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(columns, to);
    b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(columns, to + toStride);
    a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(columns, to + 2 * toStride);
    b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(columns, to + 3 * toStride);
  }

  private static void transposeBack1And2InEights(
      MemorySegment panel, long from, int[] columns, int to, int toStride) {
    for (int i = 0; i < LENGTH; i += 8) {
      long at = from + i * ROW;
      int out = to + i * toStride;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + ROW);
      IntVector c = row(panel, at + 2 * ROW);
      IntVector d = row(panel, at + 3 * ROW);
      IntVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      IntVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      IntVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      IntVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(columns, out);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(columns, out + toStride);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(columns, out + 2 * toStride);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(columns, out + 3 * toStride);
      at += 4 * ROW;
      out += 4 * toStride;
      a = row(panel, at);
      b = row(panel, at + ROW);
      c = row(panel, at + 2 * ROW);
      d = row(panel, at + 3 * ROW);
      a1 = a.blend(b.rearrange(UP_1), BIT_1);
      b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      c1 = c.blend(d.rearrange(UP_1), BIT_1);
      d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
      a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(columns, out);
      b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(columns, out + toStride);
      a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(columns, out + 2 * toStride);
      b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(columns, out + 3 * toStride);
    }
  }

  private static void exchange4(MemorySegment panel, long from) {
    for (int i = 0; i < 4; i++) {
      long at = from + i * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + 4 * ROW);
      a.blend(b.rearrange(UP_4), BIT_4).intoMemorySegment(panel, at, ORDER);
      a.rearrange(DOWN_4).blend(b, BIT_4).intoMemorySegment(panel, at + 4 * ROW, ORDER);
    }
  }

  private static void exchange4And8(MemorySegment panel, long from) {
    long apart = 4 * ROW;
    for (int i = 0; i < 4; i += 2) {
      long at = from + i * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + apart);
      IntVector c = row(panel, at + 2 * apart);
      IntVector d = row(panel, at + 3 * apart);
      IntVector a1 = a.blend(b.rearrange(UP_4), BIT_4);
      IntVector b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      IntVector c1 = c.blend(d.rearrange(UP_4), BIT_4);
      IntVector d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoMemorySegment(panel, at, ORDER);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoMemorySegment(panel, at + apart, ORDER);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoMemorySegment(panel, at + 2 * apart, ORDER);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoMemorySegment(panel, at + 3 * apart, ORDER);
      at += ROW;
      a = row(panel, at);
      b = row(panel, at + apart);
      c = row(panel, at + 2 * apart);
      d = row(panel, at + 3 * apart);
      a1 = a.blend(b.rearrange(UP_4), BIT_4);
      b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      c1 = c.blend(d.rearrange(UP_4), BIT_4);
      d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
      a1.blend(c1.rearrange(UP_8), BIT_8).intoMemorySegment(panel, at, ORDER);
      b1.blend(d1.rearrange(UP_8), BIT_8).intoMemorySegment(panel, at + apart, ORDER);
      a1.rearrange(DOWN_8).blend(c1, BIT_8).intoMemorySegment(panel, at + 2 * apart, ORDER);
      b1.rearrange(DOWN_8).blend(d1, BIT_8).intoMemorySegment(panel, at + 3 * apart, ORDER);
    }
  }

  private static IntVector row(int[] columns, int at) {
    return IntVector.fromArray(SPECIES, columns, at);
  }

  private static IntVector row(MemorySegment panel, long at) {
    return IntVector.fromMemorySegment(SPECIES, panel, at, ORDER);
  }
}
