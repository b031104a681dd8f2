package org.sluice.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Several columns of 32-bit integers, sorted at once by a {@link RowNetwork}: columns lie one after
 * the other, are turned into a panel of rows, sorted there and turned back. One worker owns it.
 *
 * <p>Pays where the network's cost, which grows with the square of log n, stays below that of
 * {@link QuantisedSortF32}: up to some thousand keys, for at least half of a panel's columns.
 */
final class SortPanel {

  /** Most columns. */
  static final int WIDTH = RowNetwork.WIDTH;

  /** Fewest columns that pay. */
  static final int FEWEST = (WIDTH + 1) / 2;

  /**
   * Most bytes of a column's keys: 16,384 floats or 8,192 doubles. More floats leave fewer than 18
   * bits of an integer beside their index; more doubles gain nothing, at twice the memory.
   */
  static final int MOST_BYTES = 65536;

  // Most keys of a column, of either type.
  private static final int MOST = MOST_BYTES / Float.BYTES;

  private static final VectorSpecies<Integer> INTS = Lanes.INT;
  private static final VectorSpecies<Float> FLOATS = Lanes.F32;

  /** The columns' keys. */
  final int[] columns;

  private final int[] panel;

  /** Allocates for columns of up to n keys. */
  SortPanel(int n) {
    int most = Math.min(n, MOST);
    columns = new int[WIDTH * stride(most)];
    panel = new int[WIDTH * RowNetwork.paddedRows(most)];
  }

  long bytes() {
    return ((long) columns.length + panel.length) * Integer.BYTES;
  }

  /** From one column of n keys to the next: whole vectors, and never a power of two apart. */
  static int stride(int n) {
    int whole = (n + WIDTH - 1) / WIDTH * WIDTH;
    return whole % 256 == 0 ? whole + WIDTH : whole;
  }

  /** Bits that an index into a column of n keys takes, padding included. */
  static int indexBits(int n) {
    return Integer.numberOfTrailingZeros(RowNetwork.paddedRows(n));
  }

  /** Sorts the columns, each of n keys below the greatest integer, which pads them. */
  void sort(int n) {
    int stride = stride(n);
    int rows = RowNetwork.paddedRows(n);
    int whole = (n + WIDTH - 1) / WIDTH * WIDTH;
    for (int lane = 0; lane < WIDTH; lane++) {
      for (int i = n; i < whole; i++) {
        columns[lane * stride + i] = Integer.MAX_VALUE;
      }
    }
    for (int i = 0; i < whole; i += WIDTH) {
      SquareTranspose.turn(columns, i, stride, panel, i * WIDTH, WIDTH);
    }
    IntVector last = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    for (int i = whole; i < rows; i++) {
      last.intoArray(panel, i * WIDTH);
    }
    RowNetwork.sort(panel, rows, whole);
    for (int i = 0; i < whole; i += WIDTH) {
      SquareTranspose.turn(panel, i * WIDTH, WIDTH, columns, i, stride);
    }
  }

  /**
   * Sorts columns of floats, which are integers in disguise; false if one is not finite.
   *
   * @param from where the first column begins, n keys from one to the next
   */
  boolean sort(float[] keys, int from, int count, int n, float[] sorted) {
    int stride = stride(n);
    boolean finite = true;
    for (int lane = 0; lane < count; lane++) {
      finite &= disguise(keys, from + lane * n, n, columns, lane * stride);
    }
    if (finite) {
      sort(n);
      for (int lane = 0; lane < count; lane++) {
        reveal(columns, lane * stride, n, sorted, from + lane * n);
      }
    }
    return finite;
  }

  /** No such disguise is exact for doubles: false. */
  boolean sort(double[] keys, int from, int count, int n, double[] sorted) {
    return false;
  }

  /** The order of a finite float's bits is numeric once those of negative ones are inverted. */
  private static boolean disguise(float[] keys, int from, int n, int[] target, int to) {
    FloatVector notFinite = FloatVector.zero(FLOATS);
    int bound = FLOATS.loopBound(n);
    for (int i = 0; i < bound; i += WIDTH) {
      FloatVector key = FloatVector.fromArray(FLOATS, keys, from + i);
      notFinite = key.sub(key).add(notFinite);
      IntVector bits = key.reinterpretAsInts();
      bits.lanewise(VectorOperators.ASHR, 31)
          .lanewise(VectorOperators.LSHR, 1)
          .lanewise(VectorOperators.XOR, bits)
          .intoArray(target, to + i);
    }
    // A sum of zeros and NaNs is the same in any order.
    boolean finite = notFinite.reduceLanes(VectorOperators.ADD) == 0;
    for (int i = bound; i < n; i++) {
      float key = keys[from + i];
      finite &= key - key == 0;
      int bits = Float.floatToRawIntBits(key);
      target[to + i] = bits >> 31 >>> 1 ^ bits;
    }
    return finite;
  }

  private static void reveal(int[] source, int from, int n, float[] sorted, int to) {
    int bound = INTS.loopBound(n);
    for (int i = 0; i < bound; i += WIDTH) {
      IntVector bits = IntVector.fromArray(INTS, source, from + i);
      bits.lanewise(VectorOperators.ASHR, 31)
          .lanewise(VectorOperators.LSHR, 1)
          .lanewise(VectorOperators.XOR, bits)
          .reinterpretAsFloats()
          .intoArray(sorted, to + i);
    }
    for (int i = bound; i < n; i++) {
      int bits = source[from + i];
      sorted[to + i] = Float.intBitsToFloat(bits >> 31 >>> 1 ^ bits);
    }
  }
}
