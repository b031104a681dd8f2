package org.sluice.kernels.vector.sort;

/**
 * Argsorts several columns of equal size at once: each key is quantised linearly and packed with
 * its index, in the low bits, into a 32-bit integer, and a {@link SortPanelI32} sorts these. The
 * resulting permutation nearly sorts each column; it is checked and repaired. Columns whose keys
 * quantisation does not separate are sorted again by a {@link WidePanelArgsortF32}.
 */
public final class PanelArgsortF32 {

  /**
   * The most keys of a column: with more, fewer than 18 bits of an integer are left beside the
   * index.
   */
  public static final int MOST = 16_384;

  // After a panel in which most columns fell back to 64-bit keys, sort the next 15 panels that way
  // directly. The resulting order is the same.
  private static final int PAUSE = 15;

  private final SortPanelI32 panel;
  private final WidePanelArgsortF32 wide;
  private final QuantisedSortF32 other;
  private final QuantisationF32 quantisation = new QuantisationF32();
  private int pause;

  /** For columns of as many keys as the panel is for, {@link #MOST} at most. */
  public PanelArgsortF32(SortPanelI32 panel, WidePanelArgsortF32 wide, QuantisedSortF32 other) {
    this.panel = panel;
    this.wide = wide;
    this.other = other;
  }

  public long bytes() {
    return panel.bytes() + wide.bytes();
  }

  /**
   * Stable argsort of up to a panel's width of columns.
   *
   * @param from index of the first column's first key; columns are n keys apart
   */
  public void argsort(float[] keys, int from, int count, int n, float[] sorted, int[] permutation) {
    int indexBits = SortPanelI32.indexBits(n);
    int levelBits = Math.min(QuantisationF32.MOST_BITS, Integer.SIZE - indexBits);
    int quantised = 0;
    int again = 0;
    for (int lane = 0; lane < count; lane++) {
      int column = from + lane * n;
      boolean scaled = quantisation.measure(keys, column, n, levelBits);
      if (scaled && pause == 0) {
        int start = lane * SortPanelI32.stride(n);
        quantisation.levelsWithIndex(keys, column, n, indexBits, panel.columns, start);
        quantised |= 1 << lane;
      } else if (quantisation.finite()) {
        again |= 1 << lane;
      } else {
        other.argsort(keys, column, n, sorted, permutation);
      }
    }
    if (pause == 0) {
      again |= sort(keys, from, quantised, n, sorted, permutation);
      pause = 2 * Integer.bitCount(again) > count ? PAUSE : 0;
    } else {
      pause--;
    }
    wide.argsort(keys, from, again, n, sorted, permutation);
  }

  /** Sorts the panel and returns the columns that take too many repairs. */
  private int sort(float[] keys, int from, int columns, int n, float[] sorted, int[] permutation) {
    panel.sort(n);
    int mask = (1 << SortPanelI32.indexBits(n)) - 1;
    long moves = QuantisedSortF32.mostMoves(n);
    int failed = 0;
    for (int rest = columns; rest != 0; rest &= rest - 1) {
      int lane = Integer.numberOfTrailingZeros(rest);
      int column = from + lane * n;
      int start = lane * SortPanelI32.stride(n);
      if (!PermuteF32.gather(
          keys, column, n, panel.columns, start, mask, sorted, permutation, moves)) {
        failed |= 1 << lane;
      }
    }
    return failed;
  }
}
