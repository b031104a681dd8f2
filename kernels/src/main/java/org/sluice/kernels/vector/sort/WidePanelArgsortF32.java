package org.sluice.kernels.vector.sort;

import java.lang.foreign.Arena;

/**
 * Argsorts several columns of equal size at once by 64-bit integers that hold a key's ordered bits
 * and its index: all bits of a float, all but the lowest of a double, so that the order of doubles
 * is checked and repaired. Costs twice as much as 32 bits; for keys that no linear scale separates
 * (outliers, clusters, many magnitudes). With vectors of only two such integers it does not pay.
 */
public final class WidePanelArgsortF32 {

  private static final int WIDTH = SortPanelI64.WIDTH;
  private static final boolean PAYS = WIDTH > 2;

  private final QuantisedSortF32 other;
  private final int most;
  private final Arena arena;
  // Allocated when it is first needed; most data never need it.
  private SortPanelI64 panel;

  /** For columns of up to {@code most} keys, by a panel in {@code arena}. */
  public WidePanelArgsortF32(QuantisedSortF32 other, int most, Arena arena) {
    this.other = other;
    this.most = most;
    this.arena = arena;
  }

  long bytes() {
    return panel == null ? 0 : panel.bytes();
  }

  /**
   * Stable argsort of some of up to 32 columns, whose keys are finite.
   *
   * @param from index of the first column's first key; columns are n keys apart
   * @param columns a bit for each column to be sorted
   */
  void argsort(float[] keys, int from, int columns, int n, float[] sorted, int[] permutation) {
    int waiting = columns;
    while (PAYS && Integer.bitCount(waiting) >= SortPanelI64.FEWEST) {
      int rest = fill(keys, from, waiting, n);
      panel.sort(n);
      take(keys, from, waiting ^ rest, n, sorted, permutation);
      waiting = rest;
    }
    for (; waiting != 0; waiting &= waiting - 1) {
      int column = from + Integer.numberOfTrailingZeros(waiting) * n;
      other.argsort(keys, column, n, sorted, permutation);
    }
  }

  /** Fills the panel with the first waiting columns and returns the others. */
  private int fill(float[] keys, int from, int waiting, int n) {
    if (panel == null) {
      panel = new SortPanelI64(most, arena);
    }
    int indexBits = SortPanelI64.indexBits(n);
    int stride = SortPanelI64.stride(n);
    int rest = waiting;
    for (int lane = 0; lane < WIDTH && rest != 0; lane++, rest &= rest - 1) {
      int column = from + Integer.numberOfTrailingZeros(rest) * n;
      for (int i = 0; i < n; i++) {
        panel.columns[lane * stride + i] = OrderedBits.withIndex(keys[column + i], i, indexBits);
      }
    }
    return rest;
  }

  /** Reads these columns' order from the panel. */
  private void take(float[] keys, int from, int columns, int n, float[] sorted, int[] permutation) {
    int mask = (1 << SortPanelI64.indexBits(n)) - 1;
    int stride = SortPanelI64.stride(n);
    int rest = columns;
    for (int lane = 0; rest != 0; lane++, rest &= rest - 1) {
      int column = from + Integer.numberOfTrailingZeros(rest) * n;
      for (int j = 0; j < n; j++) {
        permutation[column + j] = (int) panel.columns[lane * stride + j] & mask;
      }
      long moves = QuantisedSortF32.mostMoves(n);
      if (!PermuteF32.gather(keys, column, n, sorted, permutation, column, moves)) {
        other.argsort(keys, column, n, sorted, permutation);
      }
    }
  }
}
