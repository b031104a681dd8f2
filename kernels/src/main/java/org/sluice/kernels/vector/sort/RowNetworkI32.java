package org.sluice.kernels.vector.sort;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Sorts all columns of a panel of integers at once: a row of the panel is one vector, so each
 * comparison of the sorting network is a minimum and a maximum of two rows, without any shuffle.
 * Blocks of sixteen rows are sorted in registers, then merged bitonically, with up to four stages
 * of the network in one pass over rows. Rows that fit in the first-level cache pass through all
 * stages that concern only them before the next rows do. Pays for up to some ten thousand rows.
 *
 * <p>Each pass is one loop, whose counter holds the block and the place in it: nested loops would
 * be so short that their bounds checks cost more than the comparisons.
 */
final class RowNetworkI32 {

  private static final VectorSpecies<Integer> SPECIES = Lanes.INT;

  /** Columns of a panel. */
  static final int WIDTH = SPECIES.length();

  /** Bytes of a row. */
  static final long ROW = SPECIES.vectorByteSize();

  private static final ByteOrder ORDER = Lanes.ORDER;

  // 16 KiB, half of the smallest usual first-level cache.
  private static final int CACHED_ROWS = 16_384 / (WIDTH * Integer.BYTES);

  private RowNetworkI32() {}

  /** The rows that n keys take: a power of two, and at least 16. */
  static int paddedRows(int n) {
    return n <= 16 ? 16 : Integer.highestOneBit(n - 1) << 1;
  }

  /**
   * Sorts every column in ascending order.
   *
   * @param panel row after row, {@link #WIDTH} keys each
   * @param rows a {@link #paddedRows padded} number of rows
   * @param filled rows before the padding, which holds the greatest integer and stays where it is:
   *     comparisons with padding alone are skipped
   */
  static void sort(MemorySegment panel, int rows, int filled) {
    int cached = Math.min(rows, CACHED_ROWS);
    for (int from = 0; from < filled; from += cached) {
      int to = from + cached;
      SixteenRowsI32.sort(panel, from, to);
      for (int run = 16; run < cached; run *= 2) {
        merge(panel, from, to, run, to, cached);
      }
    }
    for (int run = cached; run < rows; run *= 2) {
      merge(panel, 0, upTo(filled - run, 2 * run), run, filled, cached);
    }
  }

  /** Rows rounded up to a multiple of a power of two. */
  private static int upTo(int rows, int multiple) {
    return (rows + multiple - 1) & -multiple;
  }

  /** Merges ascending runs of {@code run} rows. */
  private static void merge(
      MemorySegment panel, int from, int to, int run, int filled, int cached) {
    int distance;
    if (run == 16) {
      flipOne(panel, from, to, run);
      distance = run / 2;
    } else if (run == 32) {
      flipTwo(panel, from, to, run);
      distance = run / 4;
    } else {
      flipThree(panel, from, to, run);
      distance = run / 8;
    }
    halve(panel, from, to, distance, filled, cached);
    for (int start = from; start < Math.min(to, filled); start += cached) {
      int end = start + cached;
      halve(panel, start, end, Math.min(distance, cached / 2), end, 16);
      SixteenRowsI32.merge(panel, start, end);
    }
  }

  /** The stages at distances of {@code first}, half as much and so on down to {@code last} rows. */
  private static void halve(
      MemorySegment panel, int from, int to, int first, int filled, int last) {
    int distance = first;
    while (distance >= last) {
      int end = Math.min(to, upTo(filled, 2 * distance));
      // Three stages in a pass, and the remainder in the first pass.
      int stages = Integer.numberOfTrailingZeros(distance / last) + 1;
      if (stages % 3 == 1) {
        two(panel, from, end, distance);
        distance /= 2;
      } else if (stages % 3 == 2) {
        four(panel, from, end, distance / 2);
        distance /= 4;
      } else {
        eight(panel, from, end, distance / 4);
        distance /= 8;
      }
    }
  }

  /** The first stage of merging: row i of a run against the mirrored one of the other run. */
  private static void flipOne(MemorySegment panel, int from, int to, int run) {
    int part = run;
    for (int q = from / 2; q < to / 2; q++) {
      int place = q & (part - 1);
      int base = (q - place) * 2;
      long at = (base + place) * ROW;
      long mirrored = (base + 2 * run - 1 - place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, mirrored);
      IntVector a1 = a.min(b);
      IntVector b1 = a.max(b);
      a1.intoMemorySegment(panel, at, ORDER);
      b1.intoMemorySegment(panel, mirrored, ORDER);
    }
  }

  /** The first two stages: the mirrored one, then at a distance of half a run. */
  private static void flipTwo(MemorySegment panel, int from, int to, int run) {
    int part = run / 2;
    long step = part * ROW;
    for (int q = from / 4; q < to / 4; q++) {
      int place = q & (part - 1);
      int base = (q - place) * 4;
      long at = (base + place) * ROW;
      long mirrored = (base + 2 * run - 1 - place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + step);
      IntVector c = row(panel, mirrored - step);
      IntVector d = row(panel, mirrored);
      IntVector a1 = a.min(d);
      IntVector d1 = a.max(d);
      IntVector b1 = b.min(c);
      IntVector c1 = b.max(c);
      a = a1.min(b1);
      b = a1.max(b1);
      c = c1.min(d1);
      d = c1.max(d1);
      a.intoMemorySegment(panel, at, ORDER);
      b.intoMemorySegment(panel, at + step, ORDER);
      c.intoMemorySegment(panel, mirrored - step, ORDER);
      d.intoMemorySegment(panel, mirrored, ORDER);
    }
  }

  /** The first three stages: the mirrored one, then at distances of half and a quarter of a run. */
  private static void flipThree(MemorySegment panel, int from, int to, int run) {
    int part = run / 4;
    long step = part * ROW;
    for (int q = from / 8; q < to / 8; q++) {
      int place = q & (part - 1);
      int base = (q - place) * 8;
      long at = (base + place) * ROW;
      long mirrored = (base + 2 * run - 1 - place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + step);
      IntVector c = row(panel, at + 2 * step);
      IntVector d = row(panel, at + 3 * step);
      IntVector e = row(panel, mirrored - 3 * step);
      IntVector f = row(panel, mirrored - 2 * step);
      IntVector g = row(panel, mirrored - step);
      IntVector h = row(panel, mirrored);
      IntVector a1 = a.min(h);
      IntVector h1 = a.max(h);
      IntVector b1 = b.min(g);
      IntVector g1 = b.max(g);
      IntVector c1 = c.min(f);
      IntVector f1 = c.max(f);
      IntVector d1 = d.min(e);
      IntVector e1 = d.max(e);
      a = a1.min(c1);
      c = a1.max(c1);
      b = b1.min(d1);
      d = b1.max(d1);
      e = e1.min(g1);
      g = e1.max(g1);
      f = f1.min(h1);
      h = f1.max(h1);
      a1 = a.min(b);
      b1 = a.max(b);
      c1 = c.min(d);
      d1 = c.max(d);
      e1 = e.min(f);
      f1 = e.max(f);
      g1 = g.min(h);
      h1 = g.max(h);
      a1.intoMemorySegment(panel, at, ORDER);
      b1.intoMemorySegment(panel, at + step, ORDER);
      c1.intoMemorySegment(panel, at + 2 * step, ORDER);
      d1.intoMemorySegment(panel, at + 3 * step, ORDER);
      e1.intoMemorySegment(panel, mirrored - 3 * step, ORDER);
      f1.intoMemorySegment(panel, mirrored - 2 * step, ORDER);
      g1.intoMemorySegment(panel, mirrored - step, ORDER);
      h1.intoMemorySegment(panel, mirrored, ORDER);
    }
  }

  /** One stage, at {@code distance} rows. */
  private static void two(MemorySegment panel, int from, int to, int distance) {
    long step = distance * ROW;
    for (int q = from / 2; q < to / 2; q++) {
      int place = q & (distance - 1);
      long at = ((q - place) * 2 + place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + step);
      IntVector a1 = a.min(b);
      IntVector b1 = a.max(b);
      a1.intoMemorySegment(panel, at, ORDER);
      b1.intoMemorySegment(panel, at + step, ORDER);
    }
  }

  /** Two stages, at distances of twice {@code distance} and of {@code distance} rows. */
  private static void four(MemorySegment panel, int from, int to, int distance) {
    long step = distance * ROW;
    for (int q = from / 4; q < to / 4; q++) {
      int place = q & (distance - 1);
      long at = ((q - place) * 4 + place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + step);
      IntVector c = row(panel, at + 2 * step);
      IntVector d = row(panel, at + 3 * step);
      IntVector a1 = a.min(c);
      IntVector c1 = a.max(c);
      IntVector b1 = b.min(d);
      IntVector d1 = b.max(d);
      a = a1.min(b1);
      b = a1.max(b1);
      c = c1.min(d1);
      d = c1.max(d1);
      a.intoMemorySegment(panel, at, ORDER);
      b.intoMemorySegment(panel, at + step, ORDER);
      c.intoMemorySegment(panel, at + 2 * step, ORDER);
      d.intoMemorySegment(panel, at + 3 * step, ORDER);
    }
  }

  /** Three stages, at distances of four times, twice and once {@code distance} rows. */
  private static void eight(MemorySegment panel, int from, int to, int distance) {
    long step = distance * ROW;
    for (int q = from / 8; q < to / 8; q++) {
      int place = q & (distance - 1);
      long at = ((q - place) * 8 + place) * ROW;
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + step);
      IntVector c = row(panel, at + 2 * step);
      IntVector d = row(panel, at + 3 * step);
      IntVector e = row(panel, at + 4 * step);
      IntVector f = row(panel, at + 5 * step);
      IntVector g = row(panel, at + 6 * step);
      IntVector h = row(panel, at + 7 * step);
      IntVector a1 = a.min(e);
      IntVector e1 = a.max(e);
      IntVector b1 = b.min(f);
      IntVector f1 = b.max(f);
      IntVector c1 = c.min(g);
      IntVector g1 = c.max(g);
      IntVector d1 = d.min(h);
      IntVector h1 = d.max(h);
      a = a1.min(c1);
      c = a1.max(c1);
      b = b1.min(d1);
      d = b1.max(d1);
      e = e1.min(g1);
      g = e1.max(g1);
      f = f1.min(h1);
      h = f1.max(h1);
      a1 = a.min(b);
      b1 = a.max(b);
      c1 = c.min(d);
      d1 = c.max(d);
      e1 = e.min(f);
      f1 = e.max(f);
      g1 = g.min(h);
      h1 = g.max(h);
      a1.intoMemorySegment(panel, at, ORDER);
      b1.intoMemorySegment(panel, at + step, ORDER);
      c1.intoMemorySegment(panel, at + 2 * step, ORDER);
      d1.intoMemorySegment(panel, at + 3 * step, ORDER);
      e1.intoMemorySegment(panel, at + 4 * step, ORDER);
      f1.intoMemorySegment(panel, at + 5 * step, ORDER);
      g1.intoMemorySegment(panel, at + 6 * step, ORDER);
      h1.intoMemorySegment(panel, at + 7 * step, ORDER);
    }
  }

  private static IntVector row(MemorySegment panel, long at) {
    return IntVector.fromMemorySegment(SPECIES, panel, at, ORDER);
  }
}
