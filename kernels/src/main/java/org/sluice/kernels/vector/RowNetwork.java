package org.sluice.kernels.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sorts all columns of a panel of integers at once: a row of the panel is one vector, so every
 * comparison of the sorting network is a minimum and a maximum of whole rows, without any shuffle.
 * Blocks of eight rows are sorted in registers, then merged bitonically, two or three stages of the
 * network for each pass over the panel. Pays for up to some thousand rows.
 */
final class RowNetwork {

  private static final VectorSpecies<Integer> SPECIES = Lanes.INT;

  /** Columns of a panel. */
  static final int WIDTH = SPECIES.length();

  private RowNetwork() {}

  /** The rows that n keys take: a power of two, and at least a vector's length and 8. */
  static int paddedRows(int n) {
    int least = Math.max(8, WIDTH);
    return n <= least ? least : Integer.highestOneBit(n - 1) << 1;
  }

  /**
   * Sorts every column in ascending order.
   *
   * @param panel row after row, {@link #WIDTH} keys each
   * @param rows a {@link #paddedRows padded} number of rows
   */
  static void sort(int[] panel, int rows) {
    sortBlocks(panel, rows);
    for (int run = 8; run < rows; run *= 2) {
      flip(panel, rows, run);
      int distance = run / 4;
      int stages = Integer.numberOfTrailingZeros(run) - 1;
      if (stages % 3 == 1) {
        two(panel, rows, distance);
        distance /= 2;
      } else if (stages % 3 == 2) {
        four(panel, rows, distance / 2);
        distance /= 4;
      }
      for (; distance >= 4; distance /= 8) {
        eight(panel, rows, distance / 4);
      }
    }
  }

  /** Sorts rows in blocks of eight by Batcher's 19 comparisons. */
  private static void sortBlocks(int[] panel, int rows) {
    int end = rows * WIDTH;
    for (int at = 0; at < end; at += 8 * WIDTH) {
      IntVector a = row(panel, at);
      IntVector b = row(panel, at + WIDTH);
      IntVector c = row(panel, at + 2 * WIDTH);
      IntVector d = row(panel, at + 3 * WIDTH);
      IntVector e = row(panel, at + 4 * WIDTH);
      IntVector f = row(panel, at + 5 * WIDTH);
      IntVector g = row(panel, at + 6 * WIDTH);
      IntVector h = row(panel, at + 7 * WIDTH);
      IntVector a1 = a.min(b);
      IntVector b1 = a.max(b);
      IntVector c1 = c.min(d);
      IntVector d1 = c.max(d);
      IntVector e1 = e.min(f);
      IntVector f1 = e.max(f);
      IntVector g1 = g.min(h);
      IntVector h1 = g.max(h);
      a = a1.min(c1);
      c = a1.max(c1);
      b = b1.min(d1);
      d = b1.max(d1);
      e = e1.min(g1);
      g = e1.max(g1);
      f = f1.min(h1);
      h = f1.max(h1);
      b1 = b.min(c);
      c1 = b.max(c);
      f1 = f.min(g);
      g1 = f.max(g);
      a1 = a.min(e);
      e1 = a.max(e);
      d1 = d.min(h);
      h1 = d.max(h);
      b = b1.min(f1);
      f = b1.max(f1);
      c = c1.min(g1);
      g = c1.max(g1);
      c1 = c.min(e1);
      e = c.max(e1);
      d = d1.min(f);
      f = d1.max(f);
      b1 = b.min(c1);
      c = b.max(c1);
      d1 = d.min(e);
      e = d.max(e);
      f1 = f.min(g);
      g = f.max(g);
      a1.intoArray(panel, at);
      b1.intoArray(panel, at + WIDTH);
      c.intoArray(panel, at + 2 * WIDTH);
      d1.intoArray(panel, at + 3 * WIDTH);
      e.intoArray(panel, at + 4 * WIDTH);
      f1.intoArray(panel, at + 5 * WIDTH);
      g.intoArray(panel, at + 6 * WIDTH);
      h1.intoArray(panel, at + 7 * WIDTH);
    }
  }

  /**
   * The first two stages of merging ascending runs of {@code run} rows: row i against the mirrored
   * one of the other run, then at a distance of half a run.
   */
  private static void flip(int[] panel, int rows, int run) {
    int half = run / 2 * WIDTH;
    int last = (2 * run - 1) * WIDTH;
    int end = rows * WIDTH;
    for (int base = 0; base < end; base += 2 * run * WIDTH) {
      for (int i = 0; i < half; i += WIDTH) {
        int at = base + i;
        int mirrored = base + last - i;
        IntVector a = row(panel, at);
        IntVector b = row(panel, at + half);
        IntVector c = row(panel, mirrored - half);
        IntVector d = row(panel, mirrored);
        IntVector low = a.min(d);
        IntVector high = a.max(d);
        IntVector lower = b.min(c);
        IntVector upper = b.max(c);
        low.min(lower).intoArray(panel, at);
        low.max(lower).intoArray(panel, at + half);
        upper.min(high).intoArray(panel, mirrored - half);
        upper.max(high).intoArray(panel, mirrored);
      }
    }
  }

  /** One stage at a distance of {@code distance} rows. */
  private static void two(int[] panel, int rows, int distance) {
    int step = distance * WIDTH;
    int end = rows * WIDTH;
    for (int base = 0; base < end; base += 2 * step) {
      for (int at = base; at < base + step; at += WIDTH) {
        IntVector a = row(panel, at);
        IntVector b = row(panel, at + step);
        a.min(b).intoArray(panel, at);
        a.max(b).intoArray(panel, at + step);
      }
    }
  }

  /** Two stages, at distances of twice {@code distance} and of {@code distance} rows. */
  private static void four(int[] panel, int rows, int distance) {
    int step = distance * WIDTH;
    int end = rows * WIDTH;
    for (int base = 0; base < end; base += 4 * step) {
      for (int at = base; at < base + step; at += WIDTH) {
        IntVector a = row(panel, at);
        IntVector b = row(panel, at + step);
        IntVector c = row(panel, at + 2 * step);
        IntVector d = row(panel, at + 3 * step);
        IntVector a1 = a.min(c);
        IntVector c1 = a.max(c);
        IntVector b1 = b.min(d);
        IntVector d1 = b.max(d);
        a1.min(b1).intoArray(panel, at);
        a1.max(b1).intoArray(panel, at + step);
        c1.min(d1).intoArray(panel, at + 2 * step);
        c1.max(d1).intoArray(panel, at + 3 * step);
      }
    }
  }

  /** Three stages, at distances of four times, twice and once {@code distance} rows. */
  private static void eight(int[] panel, int rows, int distance) {
    int step = distance * WIDTH;
    int end = rows * WIDTH;
    for (int base = 0; base < end; base += 8 * step) {
      for (int at = base; at < base + step; at += WIDTH) {
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
        a.min(b).intoArray(panel, at);
        a.max(b).intoArray(panel, at + step);
        c.min(d).intoArray(panel, at + 2 * step);
        c.max(d).intoArray(panel, at + 3 * step);
        e.min(f).intoArray(panel, at + 4 * step);
        e.max(f).intoArray(panel, at + 5 * step);
        g.min(h).intoArray(panel, at + 6 * step);
        g.max(h).intoArray(panel, at + 7 * step);
      }
    }
  }

  private static IntVector row(int[] panel, int at) {
    return IntVector.fromArray(SPECIES, panel, at);
  }
}
