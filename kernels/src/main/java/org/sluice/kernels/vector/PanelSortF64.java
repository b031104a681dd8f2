// Made from PanelSortF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Argsorts several columns of equal size at once. Keys are quantised linearly and carry their index
 * in the low bits of one 32-bit integer; a {@link RowNetwork} sorts a panel of them. What comes out
 * is a permutation that nearly sorts each column: whoever gathers by it repairs the rest.
 *
 * <p>Pays where the network's cost, which grows with the square of log n and pads n to a power of
 * two, stays below that of {@link QuantisedSortF64}: up to some 4,000 keys, for at least half of a
 * panel's columns.
 */
final class PanelSortF64 {

  /** Most keys of a column. */
  static final int MOST = 4096;

  private static final VectorSpecies<Integer> SPECIES = Lanes.INT;
  private static final int WIDTH = RowNetwork.WIDTH;

  private final int n;
  private final int rows;
  private final int indexBits;
  private final int[] starts = new int[WIDTH];
  private final int[] keyed;
  private final int[] panel;
  private final int[] orders;
  private final boolean[] sortable = new boolean[WIDTH];
  private final QuantisationF64 quantisation = new QuantisationF64();

  /** Allocates for columns of n keys. */
  PanelSortF64(int n) {
    this.n = n;
    rows = RowNetwork.paddedRows(n);
    indexBits = Integer.numberOfTrailingZeros(rows);
    keyed = new int[WIDTH * n];
    panel = new int[WIDTH * rows];
    orders = new int[WIDTH * n];
    for (int lane = 0; lane < WIDTH; lane++) {
      starts[lane] = lane * n;
    }
  }

  long bytes() {
    return ((long) keyed.length + panel.length + orders.length) * Integer.BYTES;
  }

  /** Takes a column. */
  void load(int lane, double[] keys) {
    int levelBits = Math.min(QuantisationF64.MOST_BITS, 31 - indexBits);
    sortable[lane] = quantisation.measure(keys, n, levelBits);
    if (sortable[lane]) {
      quantisation.levelsWithIndex(keys, n, indexBits, keyed, lane * n);
    }
  }

  /** Sorts all columns that were loaded. */
  void sort() {
    for (int i = 0; i < n; i++) {
      IntVector.fromArray(SPECIES, keyed, i, starts, 0).intoArray(panel, i * WIDTH);
    }
    IntVector last = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    for (int i = n; i < rows; i++) {
      last.intoArray(panel, i * WIDTH);
    }
    RowNetwork.sort(panel, rows);
    int mask = rows - 1;
    for (int i = 0; i < n; i++) {
      IntVector.fromArray(SPECIES, panel, i * WIDTH).and(mask).intoArray(orders, i, starts, 0);
    }
  }

  /** Whether this column's order is known; otherwise it needs another sort. */
  boolean sorted(int lane) {
    return sortable[lane];
  }

  /** Copies the permutation that nearly sorts a column. */
  void order(int lane, int[] permutation) {
    System.arraycopy(orders, lane * n, permutation, 0, n);
  }
}
