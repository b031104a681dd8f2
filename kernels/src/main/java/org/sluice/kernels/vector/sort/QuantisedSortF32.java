package org.sluice.kernels.vector.sort;

import java.util.Arrays;
import org.sluice.kernels.cpu.slice.NearOrderF32;

/**
 * Exact stable argsort by an inexact key: keys are quantised linearly to 16 to 22 bits, sorted in
 * two passes of digits on 4-byte elements (half the traffic of an exact key with its index), then
 * gathered, compared with their neighbour and repaired by insertion. Where that takes many moves
 * (outliers, heavy tails, clusters), the keys of each level are spread over the ranks that they
 * occupy and sorted again. After two such rounds the column goes to an {@link ExactSortF32}.
 * Columns too long for the cache are first distributed over pieces that fit; if too many keys fall
 * into one piece, runs of 2^20 keys are sorted and merged, since longer runs have too few levels.
 * Allocates nothing; pays from about 50 keys, below which plain insertion is faster.
 */
public final class QuantisedSortF32 {

  private static final int SMALL = 48;
  private static final int ROUNDS = 2;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int INDEX_BITS = 21;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
  private static final int LONGEST_RUN = 1 << 20;

  private final int[] levels;
  private final int[] half;
  private final int[] order;
  private final int[] lowDigits = new int[DIGITS];
  private final int[] highDigits = new int[DIGITS];
  private final QuantisationF32 quantisation = new QuantisationF32();
  private final ExactSortF32 exact;
  private final PiecesF32 pieces;
  private final RunMergeF32 runMerge;

  public QuantisedSortF32(int most) {
    levels = new int[most];
    half = new int[most];
    order = new int[most];
    exact = new ExactSortF32(order, half);
    pieces = most >= PiecesF32.FEWEST ? new PiecesF32(most) : null;
    runMerge = most > LONGEST_RUN ? new RunMergeF32(pieces.keys, pieces.indices) : null;
  }

  public long bytes() {
    long distributed = pieces == null ? 0 : pieces.bytes();
    return 3L * levels.length * Integer.BYTES + distributed;
  }

  /** Sorts the column of n keys that begins at {@code from}; results begin there too. */
  public void argsort(float[] keys, int from, int n, float[] sorted, int[] permutation) {
    order(keys, from, n, sorted, permutation, true);
  }

  /** The same without a permutation; {@code scratch} is undefined afterwards. */
  public void sort(float[] keys, int from, int n, float[] sorted, int[] scratch) {
    order(keys, from, n, sorted, scratch, false);
  }

  private void order(
      float[] keys, int from, int n, float[] sorted, int[] permutation, boolean indexed) {
    if (n >= PiecesF32.FEWEST && pieces.distribute(keys, from, n, levels, indexed)) {
      sortPieces(n, sorted, permutation, from, indexed);
    } else if (n <= LONGEST_RUN) {
      sortRun(keys, from, n, sorted, permutation, from);
    } else if (sortRuns(keys, from, n, sorted, permutation)) {
      runMerge.merge(sorted, permutation, from, n, LONGEST_RUN);
    } else {
      exact.argsort(keys, from, n, sorted, permutation, from);
    }
  }

  private void sortPieces(int n, float[] sorted, int[] permutation, int from, boolean indexed) {
    int end;
    for (int start = 0, piece = 0; start < n; start = end, piece++) {
      end = pieces.end(piece);
      if (end > start) {
        sortRun(pieces.keys, start, end - start, sorted, permutation, from + start);
        for (int j = from + start; indexed && j < from + end; j++) {
          permutation[j] = pieces.indices[start + permutation[j]];
        }
      }
    }
  }

  /** False if a key is NaN. */
  private boolean sortRuns(float[] keys, int from, int n, float[] sorted, int[] permutation) {
    for (int start = 0; start < n; start += LONGEST_RUN) {
      int length = Math.min(LONGEST_RUN, n - start);
      sortRun(keys, from + start, length, sorted, permutation, from + start);
      if (Float.isNaN(sorted[from + start + length - 1])) {
        return false;
      }
      for (int j = from + start; j < from + start + length; j++) {
        permutation[j] += start;
      }
    }
    return true;
  }

  /** Sorts the keys from {@code first} on; results begin at {@code from}. */
  private void sortRun(
      float[] keys, int first, int n, float[] sorted, int[] permutation, int from) {
    if (n <= SMALL) {
      for (int j = 0; j < n; j++) {
        permutation[from + j] = j;
      }
      if (!NearOrderF32.gather(keys, first, n, sorted, permutation, from, Long.MAX_VALUE)) {
        exact.argsort(keys, first, n, sorted, permutation, from);
      }
    } else if (quantisation.measure(keys, first, n, 2 * digitBits(n))) {
      quantisation.levels(keys, first, n, levels);
      sortLevels(n, permutation, from);
      if (!PermuteF32.gather(keys, first, n, sorted, permutation, from, mostMoves(n))) {
        quantisation.levels(sorted, from, n, levels);
        stretch(keys, first, n, sorted, permutation, from);
      }
    } else {
      exact.argsort(keys, first, n, sorted, permutation, from);
    }
  }

  /**
   * Sorts a column that is in the order of its levels on a linear scale, which {@link #levels}
   * holds in that order.
   */
  private void stretch(
      float[] keys, int first, int n, float[] sorted, int[] permutation, int from) {
    for (int round = 0; round < ROUNDS; round++) {
      quantisation.stretch(sorted, from, n, 2 * digitBits(n), levels);
      sortLevels(n, order, 0);
      for (int j = 0; j < n; j++) {
        half[j] = permutation[from + order[j]];
      }
      System.arraycopy(half, 0, permutation, from, n);
      if (PermuteF32.gather(keys, first, n, sorted, permutation, from, mostMoves(n))) {
        return;
      }
      for (int j = 0; j < n; j++) {
        half[j] = levels[order[j]];
      }
      System.arraycopy(half, 0, levels, 0, n);
    }
    exact.argsort(keys, first, n, sorted, permutation, from);
  }

  /**
   * The number of moves beyond which another scale is cheaper; normally distributed keys take
   * fewer.
   */
  static long mostMoves(int n) {
    return n / 4;
  }

  /** Fewer buckets are faster to write to; more buckets separate more keys. */
  private static int digitBits(int n) {
    return n <= 2_000 ? 8 : n <= 16_000 ? 9 : DIGIT_BITS;
  }

  /** The order of the levels, by index where they are equal. */
  private void sortLevels(int n, int[] target, int from) {
    int bits = digitBits(n);
    int mask = (1 << bits) - 1;
    Arrays.fill(lowDigits, 0, mask + 1, 0);
    Arrays.fill(highDigits, 0, mask + 1, 0);
    for (int i = 0; i < n; i++) {
      int level = levels[i];
      lowDigits[level & mask]++;
      highDigits[level >>> bits]++;
    }
    Buckets.toOffsets(lowDigits, mask + 1);
    Buckets.toOffsets(highDigits, mask + 1);
    for (int i = 0; i < n; i++) {
      int level = levels[i];
      half[lowDigits[level & mask]++] = level >>> bits << INDEX_BITS | i;
    }
    for (int i = 0; i < n; i++) {
      int element = half[i];
      target[from + highDigits[element >>> INDEX_BITS]++] = element & INDEX_MASK;
    }
  }
}
