package org.sluice.kernels.vector.sort;

import java.util.Arrays;

/**
 * Stable argsort by the digits of the exact key's ordered bits, the lowest first; digits in which
 * all keys agree are skipped. For keys that no linear scale separates. Allocates nothing.
 */
final class ExactSortF32 {

  private static final int MOST_DIGIT_BITS = 11;

  private final int[] first;
  private final int[] second;
  private final int[] counts = new int[1 << MOST_DIGIT_BITS];

  /** Works in two arrays as long as the longest column, which the caller may use between sorts. */
  ExactSortF32(int[] first, int[] second) {
    this.first = first;
    this.second = second;
  }

  /** Sorts the column of n keys that begins at {@code begin}; results begin at {@code from}. */
  void argsort(float[] keys, int begin, int n, float[] sorted, int[] permutation, int from) {
    int[] order = first;
    int[] to = second;
    long varying = 0;
    for (int j = 0; j < n; j++) {
      order[j] = j;
      varying |= OrderedBits.of(keys[begin + j]) ^ OrderedBits.of(keys[begin]);
    }
    // For few keys, clearing many buckets would cost too much.
    int bits = n <= 2_000 ? 8 : MOST_DIGIT_BITS;
    for (int shift = 0; shift < OrderedBits.BITS_F32; shift += bits) {
      int mask = (1 << bits) - 1;
      if ((varying >>> shift & mask) == 0) {
        continue;
      }
      Arrays.fill(counts, 0, mask + 1, 0);
      for (int i = 0; i < n; i++) {
        counts[(int) (OrderedBits.of(keys[begin + i]) >>> shift) & mask]++;
      }
      Buckets.toOffsets(counts, mask + 1);
      for (int j = 0; j < n; j++) {
        int index = order[j];
        to[counts[(int) (OrderedBits.of(keys[begin + index]) >>> shift) & mask]++] = index;
      }
      int[] swap = order;
      order = to;
      to = swap;
    }
    for (int j = 0; j < n; j++) {
      permutation[from + j] = order[j];
      sorted[from + j] = keys[begin + order[j]];
    }
  }
}
