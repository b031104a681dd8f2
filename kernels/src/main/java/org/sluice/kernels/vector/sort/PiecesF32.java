package org.sluice.kernels.vector.sort;

import java.util.Arrays;

/**
 * A long column distributed over pieces of ascending keys, each in the column's order within. A
 * piece fits in cache, where it is sorted at twice the rate or more. Pays from some hundred
 * thousand keys on.
 */
final class PiecesF32 {

  /** The least number of keys for which this pays. */
  static final int FEWEST = 1 << 19;

  // On average; where keys are dense there are about four times as many.
  private static final int KEYS_OF_A_PIECE = 4_096;
  private static final int MOST_BITS = 11;
  private static final int LARGEST = 1 << 20;

  /** The column's keys, piece after piece. */
  final float[] keys;

  /** The keys' indices in the column. */
  final int[] indices;

  private final QuantisationF32 quantisation = new QuantisationF32();
  private final int[] ends = new int[1 << MOST_BITS];

  PiecesF32(int most) {
    keys = new float[most];
    indices = new int[most];
  }

  long bytes() {
    return (long) keys.length * Float.BYTES + (long) indices.length * Integer.BYTES;
  }

  /** The end of a piece, where the next one begins. */
  int end(int piece) {
    return ends[piece];
  }

  /**
   * Distributes the column of n keys that begins at {@code from}; false if a key is not finite, or
   * if one piece would be too large for this to pay.
   *
   * @param levels scratch of n elements
   * @param indexed whether {@link #indices} are wanted
   */
  boolean distribute(float[] column, int from, int n, int[] levels, boolean indexed) {
    int bits =
        Math.min(MOST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(n / KEYS_OF_A_PIECE));
    if (!quantisation.measure(column, from, n, bits)) {
      return false;
    }
    quantisation.levels(column, from, n, levels);
    Arrays.fill(ends, 0, 1 << bits, 0);
    for (int i = 0; i < n; i++) {
      ends[levels[i]]++;
    }
    int largest = 0;
    for (int piece = 0; piece < 1 << bits; piece++) {
      largest = Math.max(largest, ends[piece]);
    }
    if (largest > Math.min(LARGEST, n / 4)) {
      return false;
    }
    Buckets.toOffsets(ends, 1 << bits);
    if (indexed) {
      for (int i = 0; i < n; i++) {
        int place = ends[levels[i]]++;
        keys[place] = column[from + i];
        indices[place] = i;
      }
    } else {
      for (int i = 0; i < n; i++) {
        keys[ends[levels[i]]++] = column[from + i];
      }
    }
    return true;
  }
}
