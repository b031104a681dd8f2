package org.sluice.kernels.vector.sort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Several columns of integers, sorted at once by a {@link RowNetworkI32}: columns lie one after the
 * other, are transposed into a panel of rows, sorted and transposed back. One worker owns it.
 *
 * <p>Pays where the network's cost, which grows with the square of log n, stays below that of
 * {@link QuantisedSortF32}: up to {@link PanelArgsortF32#MOST} keys, for at least half of a panel's
 * columns.
 */
public final class SortPanelI32 {

  /** The most columns. */
  public static final int WIDTH = RowNetworkI32.WIDTH;

  /** The least number of columns for which this pays. */
  public static final int FEWEST = (WIDTH + 1) / 2;

  private static final VectorSpecies<Integer> INTS = Lanes.INT;
  private static final long ROW = RowNetworkI32.ROW;

  /** The columns' keys, in an array since the compiler vectorises the loops that fill it. */
  final int[] columns;

  /** Native, so that it is aligned: rows across two cache lines make a sort a sixth slower. */
  private final MemorySegment panel;

  /** Allocates for columns of up to n keys, the panel from {@code arena}. */
  public SortPanelI32(int n, Arena arena) {
    columns = new int[WIDTH * stride(n)];
    panel = arena.allocate(RowNetworkI32.paddedRows(n) * ROW, ROW);
  }

  long bytes() {
    return (long) columns.length * Integer.BYTES + panel.byteSize();
  }

  /** Elements from one column of n keys to the next: whole vectors, and never a power of two. */
  static int stride(int n) {
    int whole = (n + WIDTH - 1) / WIDTH * WIDTH;
    return whole % 256 == 0 ? whole + WIDTH : whole;
  }

  /** Bits that an index into a column of n keys takes, padding included. */
  static int indexBits(int n) {
    return Integer.numberOfTrailingZeros(RowNetworkI32.paddedRows(n));
  }

  /** Sorts the columns, each of n keys below the greatest integer, which pads them. */
  void sort(int n) {
    int stride = stride(n);
    int rows = RowNetworkI32.paddedRows(n);
    int whole = (n + WIDTH - 1) / WIDTH * WIDTH;
    for (int lane = 0; lane < WIDTH; lane++) {
      for (int i = n; i < whole; i++) {
        columns[lane * stride + i] = Integer.MAX_VALUE;
      }
    }
    for (int i = 0; i < whole; i += WIDTH) {
      SquareTransposeI32.transpose(columns, i, stride, panel, i * ROW);
    }
    IntVector last = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    for (int i = whole; i < rows; i++) {
      last.intoMemorySegment(panel, i * ROW, Lanes.ORDER);
    }
    RowNetworkI32.sort(panel, rows, whole);
    for (int i = 0; i < whole; i += WIDTH) {
      SquareTransposeI32.transposeBack(panel, i * ROW, columns, i, stride);
    }
  }
}
