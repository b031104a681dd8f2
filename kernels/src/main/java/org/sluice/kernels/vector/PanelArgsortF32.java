package org.sluice.kernels.vector;

/**
 * Argsorts several columns of equal size at once: keys are quantised linearly and carry their index
 * in the low bits of one 32-bit integer, which a {@link SortPanel} sorts. What comes out is a
 * permutation that nearly sorts each column; it is checked and repaired. Columns that quantisation
 * cannot tell apart go on with the {@link QuantisedSortF32}.
 */
final class PanelArgsortF32 {

  private final SortPanel panel;
  private final QuantisedSortF32 other;
  private final QuantisationF32 quantisation = new QuantisationF32();

  PanelArgsortF32(SortPanel panel, QuantisedSortF32 other) {
    this.panel = panel;
    this.other = other;
  }

  /**
   * Stable argsort of up to a panel's width of columns.
   *
   * @param from where the first column begins, n keys from one to the next
   */
  void argsort(float[] keys, int from, int count, int n, float[] sorted, int[] permutation) {
    int stride = SortPanel.stride(n);
    int indexBits = SortPanel.indexBits(n);
    int levelBits = Math.min(QuantisationF32.MOST_BITS, Integer.SIZE - indexBits);
    int quantised = 0;
    for (int lane = 0; lane < count; lane++) {
      int column = from + lane * n;
      if (quantisation.measure(keys, column, n, levelBits)) {
        quantised |= 1 << lane;
        quantisation.levelsWithIndex(keys, column, n, indexBits, panel.columns, lane * stride);
      }
    }
    panel.sort(n);
    int mask = (1 << indexBits) - 1;
    for (int lane = 0; lane < count; lane++) {
      int column = from + lane * n;
      long moves = QuantisedSortF32.mostMoves(n);
      if ((quantised >>> lane & 1) == 0) {
        other.argsort(keys, column, n, sorted, permutation);
      } else if (!PermuteF32.gather(
          keys, column, n, panel.columns, lane * stride, mask, sorted, permutation, moves)) {
        other.refine(keys, column, n, levelBits, sorted, permutation);
      }
    }
  }
}
