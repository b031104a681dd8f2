package org.sluice.kernels.cpu.slice;

/** Repairs a permutation that nearly sorts a column. */
public final class NearOrderF32 {

  private NearOrderF32() {}

  /**
   * Gathers the column of n keys that begins at {@code first} by a permutation, and repairs both by
   * insertion, ties by index. Permutation and result begin at {@code from}. Returns false if a key
   * is NaN, with undefined results, or if more than {@code limit} moves are needed; the column is
   * then gathered by a permutation that is repaired in part.
   */
  public static boolean gather(
      float[] keys, int first, int n, float[] sorted, int[] permutation, int from, long limit) {
    long moves = 0;
    float last = Float.NEGATIVE_INFINITY;
    int lastIndex = -1;
    for (int j = from; j < from + n; j++) {
      int index = permutation[j];
      float key = keys[first + index];
      if (key > last || key == last && index > lastIndex) {
        sorted[j] = key;
        last = key;
        lastIndex = index;
      } else {
        if (key != key) {
          return false;
        }
        moves += insert(sorted, permutation, from, j, key, index);
        if (moves > limit) {
          for (int rest = j + 1; rest < from + n; rest++) {
            sorted[rest] = keys[first + permutation[rest]];
          }
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Repairs elements {@code first} to {@code end - 1} of a column that begins at {@code from} and
   * is in order up to {@code first}; no key is NaN.
   *
   * @return the number of moves of elements
   */
  public static long repair(float[] sorted, int[] permutation, int from, int first, int end) {
    long moves = 0;
    for (int j = Math.max(first, from + 1); j < end; j++) {
      float key = sorted[j];
      int index = permutation[j];
      if (isGreater(sorted[j - 1], permutation[j - 1], key, index)) {
        moves += insert(sorted, permutation, from, j, key, index);
      }
    }
    return moves;
  }

  /** Moves greater keys up, inserts this one below them and returns how many were moved. */
  private static int insert(
      float[] sorted, int[] permutation, int from, int j, float key, int index) {
    int hole = j;
    while (hole > from && isGreater(sorted[hole - 1], permutation[hole - 1], key, index)) {
      sorted[hole] = sorted[hole - 1];
      permutation[hole] = permutation[hole - 1];
      hole--;
    }
    sorted[hole] = key;
    permutation[hole] = index;
    return j - hole;
  }

  private static boolean isGreater(float key, int index, float other, int otherIndex) {
    return key > other || key == other && index > otherIndex;
  }
}
