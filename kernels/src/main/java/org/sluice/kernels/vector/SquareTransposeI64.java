// Made from SquareTransposeI32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns squares of a vector's length, at least four: at each of log₂(length) stages, rows that
 * differ in one bit of their number exchange the lanes that differ in it. Two stages are done for
 * each pass over memory.
 *
 * <p>There and back are both written out, since columns are arrays and panels are native. The order
 * of stages is free, so those far apart are always done within the panel.
 *
 * <p>The passes are unrolled until they are longer than what the compiler inlines (325 bytes): as
 * part of a whole sort they would run into its limits, beyond which vectors are boxed.
 */
final class SquareTransposeI64 {

  private static final VectorSpecies<Long> SPECIES = Lanes.LONG;
  private static final int LENGTH = SPECIES.length();
  private static final long ROW = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = Lanes.ORDER;
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

  /** Turns one square of columns into rows of a panel. */
  static void turn(long[] columns, int from, int fromStride, MemorySegment panel, long to) {
    if (LENGTH == 4) {
      turn1And2(columns, from, fromStride, panel, to);
    } else {
      turn1And2InEights(columns, from, fromStride, panel, to);
    }
    exchangeFar(panel, to);
  }

  /** Turns one square of a panel into columns; what is left in the panel is neither. */
  static void turnBack(MemorySegment panel, long from, long[] columns, int to, int toStride) {
    exchangeFar(panel, from);
    if (LENGTH == 4) {
      turnBack1And2(panel, from, columns, to, toStride);
    } else {
      turnBack1And2InEights(panel, from, columns, to, toStride);
    }
  }

  private static void exchangeFar(MemorySegment panel, long at) {
    if (LENGTH == 8) {
      exchange4(panel, at);
    } else if (LENGTH == 16) {
      exchange4And8(panel, at);
    }
  }

  private static void turn1And2(
      long[] columns, int from, int fromStride, MemorySegment panel, long to) {
    LongVector a = row(columns, from);
    LongVector b = row(columns, from + fromStride);
    LongVector c = row(columns, from + 2 * fromStride);
    LongVector d = row(columns, from + 3 * fromStride);
    LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
    LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
    LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
    LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
    a1.blend(c1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, to, ORDER);
    b1.blend(d1.rearrange(UP_2), BIT_2).intoMemorySegment(panel, to + ROW, ORDER);
    a1.rearrange(DOWN_2).blend(c1, BIT_2).intoMemorySegment(panel, to + 2 * ROW, ORDER);
    b1.rearrange(DOWN_2).blend(d1, BIT_2).intoMemorySegment(panel, to + 3 * ROW, ORDER);
  }

  private static void turn1And2InEights(
      long[] columns, int from, int fromStride, MemorySegment panel, long to) {
    for (int i = 0; i < LENGTH; i += 8) {
      int at = from + i * fromStride;
      long out = to + i * ROW;
      LongVector a = row(columns, at);
      LongVector b = row(columns, at + fromStride);
      LongVector c = row(columns, at + 2 * fromStride);
      LongVector d = row(columns, at + 3 * fromStride);
      LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
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

  private static void turnBack1And2(
      MemorySegment panel, long from, long[] columns, int to, int toStride) {
    LongVector a = row(panel, from);
    LongVector b = row(panel, from + ROW);
    LongVector c = row(panel, from + 2 * ROW);
    LongVector d = row(panel, from + 3 * ROW);
    LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
    LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
    LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
    LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
    a1.blend(c1.rearrange(UP_2), BIT_2).intoArray(columns, to);
    b1.blend(d1.rearrange(UP_2), BIT_2).intoArray(columns, to + toStride);
    a1.rearrange(DOWN_2).blend(c1, BIT_2).intoArray(columns, to + 2 * toStride);
    b1.rearrange(DOWN_2).blend(d1, BIT_2).intoArray(columns, to + 3 * toStride);
  }

  private static void turnBack1And2InEights(
      MemorySegment panel, long from, long[] columns, int to, int toStride) {
    for (int i = 0; i < LENGTH; i += 8) {
      long at = from + i * ROW;
      int out = to + i * toStride;
      LongVector a = row(panel, at);
      LongVector b = row(panel, at + ROW);
      LongVector c = row(panel, at + 2 * ROW);
      LongVector d = row(panel, at + 3 * ROW);
      LongVector a1 = a.blend(b.rearrange(UP_1), BIT_1);
      LongVector b1 = a.rearrange(DOWN_1).blend(b, BIT_1);
      LongVector c1 = c.blend(d.rearrange(UP_1), BIT_1);
      LongVector d1 = c.rearrange(DOWN_1).blend(d, BIT_1);
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
      LongVector a = row(panel, at);
      LongVector b = row(panel, at + 4 * ROW);
      a.blend(b.rearrange(UP_4), BIT_4).intoMemorySegment(panel, at, ORDER);
      a.rearrange(DOWN_4).blend(b, BIT_4).intoMemorySegment(panel, at + 4 * ROW, ORDER);
    }
  }

  private static void exchange4And8(MemorySegment panel, long from) {
    long apart = 4 * ROW;
    for (int i = 0; i < 4; i += 2) {
      long at = from + i * ROW;
      LongVector a = row(panel, at);
      LongVector b = row(panel, at + apart);
      LongVector c = row(panel, at + 2 * apart);
      LongVector d = row(panel, at + 3 * apart);
      LongVector a1 = a.blend(b.rearrange(UP_4), BIT_4);
      LongVector b1 = a.rearrange(DOWN_4).blend(b, BIT_4);
      LongVector c1 = c.blend(d.rearrange(UP_4), BIT_4);
      LongVector d1 = c.rearrange(DOWN_4).blend(d, BIT_4);
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

  private static LongVector row(long[] columns, int at) {
    return LongVector.fromArray(SPECIES, columns, at);
  }

  private static LongVector row(MemorySegment panel, long at) {
    return LongVector.fromMemorySegment(SPECIES, panel, at, ORDER);
  }
}
