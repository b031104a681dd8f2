package org.sluice.kernels.vector.sort;

/** Merges sorted runs of a column in pairs until one is left. */
final class RunMergeF32 {

  private final float[] otherKeys;
  private final int[] otherIndices;

  /** Works in arrays as long as the longest column, which the caller may use between merges. */
  RunMergeF32(float[] keys, int[] indices) {
    otherKeys = keys;
    otherIndices = indices;
  }

  /**
   * Merges the n keys from element {@code from} on, and their indices with them, ties in the runs'
   * order; no key is NaN.
   *
   * @param run keys of each run but the last, which may be shorter
   */
  void merge(float[] keys, int[] indices, int from, int n, int run) {
    boolean inOther = false;
    for (long length = run; length < n; length *= 2) {
      for (long first = 0; first < n; first += 2 * length) {
        int start = (int) first;
        int middle = (int) Math.min(first + length, n);
        int end = (int) Math.min(first + 2 * length, n);
        if (inOther) {
          merge(otherKeys, otherIndices, 0, keys, indices, from, start, middle, end);
        } else {
          merge(keys, indices, from, otherKeys, otherIndices, 0, start, middle, end);
        }
      }
      inOther = !inOther;
    }
    if (inOther) {
      System.arraycopy(otherKeys, 0, keys, from, n);
      System.arraycopy(otherIndices, 0, indices, from, n);
    }
  }

  private static void merge(
      float[] keys,
      int[] indices,
      int from,
      float[] toKeys,
      int[] toIndices,
      int to,
      int start,
      int middle,
      int end) {
    int left = from + start;
    int leftEnd = from + middle;
    int right = from + middle;
    int rightEnd = from + end;
    int out = to + start;
    while (left < leftEnd && right < rightEnd) {
      // Choose without a branch: it would be mispredicted half of the time.
      boolean isRight = keys[right] < keys[left];
      int taken = isRight ? right : left;
      toKeys[out] = keys[taken];
      toIndices[out] = indices[taken];
      right += isRight ? 1 : 0;
      left += isRight ? 0 : 1;
      out++;
    }
    int rest = left < leftEnd ? left : right;
    int length = to + end - out;
    System.arraycopy(keys, rest, toKeys, out, length);
    System.arraycopy(indices, rest, toIndices, out, length);
  }
}
