package org.sluice.bench.ceiling;

import java.util.Arrays;
import java.util.Random;

/**
 * {@code Arrays.sort(long[])} of packed (normal float key, index) pairs on one thread: the
 * yardstick for sorts. The JDK sorts such arrays with vectors of its own where the CPU has them.
 */
public final class LongSort {

  private final long[][] keys;
  private final long[] column;

  /** Draws a pool of columns of n keys each. */
  public LongSort(int n, int columns) {
    Random random = new Random(n);
    keys = new long[columns][n];
    for (long[] source : keys) {
      for (int i = 0; i < n; i++) {
        int bits = Float.floatToRawIntBits((float) random.nextGaussian());
        source[i] = (long) (bits ^ bits >> 31 & 0x7fffffff) << 32 | i;
      }
    }
    column = new long[n];
  }

  /** Copies and sorts every column. */
  public void copyAndSort() {
    for (long[] source : keys) {
      System.arraycopy(source, 0, column, 0, column.length);
      Arrays.sort(column);
    }
  }

  /** Copies every column without sorting, for the time to be subtracted. */
  public void copy() {
    for (long[] source : keys) {
      System.arraycopy(source, 0, column, 0, column.length);
    }
  }

  /** Keys in the pool. */
  public int keys() {
    return keys.length * column.length;
  }
}
