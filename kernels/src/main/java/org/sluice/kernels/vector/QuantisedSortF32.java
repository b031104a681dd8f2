package org.sluice.kernels.vector;

import java.util.Arrays;
import org.sluice.kernels.cpu.NearOrderF32;

/**
 * Exact stable argsort by an inexact key: keys are quantised linearly to 16 to 22 bits, sorted in
 * two passes of digits on 4-byte elements (half the traffic of any exact key with its index), then
 * gathered, checked against their neighbour and repaired by insertion. Data that quantisation
 * cannot tell apart (outliers, heavy tails) show up as many repairs, and go to digits of the exact
 * key instead. Allocates nothing; pays from about 50 keys, below which plain insertion is faster.
 */
final class QuantisedSortF32 {

  private static final int SMALL = 48;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int MASK = DIGITS - 1;
  private static final int INDEX_BITS = 21;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  private final int[] levels;
  private final int[] half;
  private final int[] lowDigits = new int[DIGITS];
  private final int[] highDigits = new int[DIGITS];
  private final QuantisationF32 quantisation = new QuantisationF32();

  QuantisedSortF32(int most) {
    levels = new int[most];
    half = new int[most];
  }

  long bytes() {
    return ((long) levels.length + half.length) * Integer.BYTES;
  }

  /** Sorts the column of n keys that begins at {@code from}; results begin there too. */
  void argsort(float[] keys, int from, int n, float[] sorted, int[] permutation) {
    boolean done;
    if (n <= SMALL) {
      for (int j = 0; j < n; j++) {
        permutation[from + j] = j;
      }
      done = NearOrderF32.gather(keys, from, n, sorted, permutation, Long.MAX_VALUE);
    } else {
      // Fewer buckets are written to faster, more tell more keys apart.
      int bits = n <= 2_000 ? 8 : n <= 16_000 ? 9 : DIGIT_BITS;
      done = n <= INDEX_MASK && quantisation.measure(keys, from, n, 2 * bits);
      if (done) {
        byQuantisedDigits(keys, from, n, permutation, bits);
        done = PermuteF32.gather(keys, from, n, sorted, permutation, 4L * n);
      }
    }
    if (!done) {
      byExactDigits(keys, from, n, sorted, permutation);
    }
  }

  private void byQuantisedDigits(float[] keys, int from, int n, int[] permutation, int bits) {
    int mask = (1 << bits) - 1;
    Arrays.fill(lowDigits, 0, mask + 1, 0);
    Arrays.fill(highDigits, 0, mask + 1, 0);
    quantisation.levels(keys, from, n, levels);
    for (int i = 0; i < n; i++) {
      int level = levels[i];
      lowDigits[level & mask]++;
      highDigits[level >>> bits]++;
    }
    toOffsets(lowDigits, mask + 1);
    toOffsets(highDigits, mask + 1);
    for (int i = 0; i < n; i++) {
      int level = levels[i];
      half[lowDigits[level & mask]++] = level >>> bits << INDEX_BITS | i;
    }
    for (int i = 0; i < n; i++) {
      int element = half[i];
      permutation[from + highDigits[element >>> INDEX_BITS]++] = element & INDEX_MASK;
    }
  }

  private void byExactDigits(float[] keys, int from, int n, float[] sorted, int[] permutation) {
    int[] order = levels;
    int[] to = half;
    for (int j = 0; j < n; j++) {
      order[j] = j;
    }
    for (int pass = 0; pass < OrderedBits.DIGITS_F32; pass++) {
      int shift = pass * DIGIT_BITS;
      Arrays.fill(lowDigits, 0);
      for (int i = 0; i < n; i++) {
        lowDigits[(int) (OrderedBits.of(keys[from + i]) >>> shift) & MASK]++;
      }
      if (n > 0 && lowDigits[(int) (OrderedBits.of(keys[from]) >>> shift) & MASK] == n) {
        continue;
      }
      toOffsets(lowDigits, DIGITS);
      for (int j = 0; j < n; j++) {
        int index = order[j];
        to[lowDigits[(int) (OrderedBits.of(keys[from + index]) >>> shift) & MASK]++] = index;
      }
      int[] swap = order;
      order = to;
      to = swap;
    }
    for (int j = 0; j < n; j++) {
      permutation[from + j] = order[j];
      sorted[from + j] = keys[from + order[j]];
    }
  }

  private static void toOffsets(int[] histogram, int digits) {
    int sum = 0;
    for (int digit = 0; digit < digits; digit++) {
      int count = histogram[digit];
      histogram[digit] = sum;
      sum += count;
    }
  }
}
