package org.sluice.kernels.scalar;

/** Stable bottom-up merge sort of indices: the specification of order. */
final class MergeSortF32 {

  private final int[] one;
  private final int[] other;

  MergeSortF32(int most) {
    one = new int[most];
    other = new int[most];
  }

  /** Sorts the column of n keys that begins at {@code start}; its permutation begins there too. */
  void argsort(float[] keys, int start, int n, int[] permutation) {
    int[] from = one;
    int[] to = other;
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    for (long width = 1; width < n; width *= 2) {
      for (long left = 0; left < n; left += 2 * width) {
        int middle = (int) Math.min(left + width, n);
        int end = (int) Math.min(left + 2 * width, n);
        merge(keys, start, from, to, (int) left, middle, end);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    System.arraycopy(from, 0, permutation, start, n);
  }

  private static void merge(
      float[] keys, int start, int[] from, int[] to, int first, int middle, int end) {
    int left = first;
    int right = middle;
    while (left < middle && right < end) {
      boolean takeRight = before(keys[start + from[right]], keys[start + from[left]]);
      to[first++] = from[takeRight ? right++ : left++];
    }
    System.arraycopy(from, left, to, first, middle - left);
    System.arraycopy(from, right, to, first + middle - left, end - right);
  }

  /** Numeric order with every NaN after every number. */
  private static boolean before(float a, float b) {
    return a < b || Float.isNaN(b) && !Float.isNaN(a);
  }
}
