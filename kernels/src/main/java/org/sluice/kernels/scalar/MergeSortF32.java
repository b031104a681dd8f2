package org.sluice.kernels.scalar;

/** Stable bottom-up merge sort of indices: the specification of order. */
final class MergeSortF32 {

  private final int[] other;

  MergeSortF32(int most) {
    other = new int[most];
  }

  void argsort(float[] keys, int n, int[] permutation) {
    int passes = n <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
    // Each pass swaps the two arrays; an odd number of them must start in the other one.
    int[] from = passes % 2 == 0 ? permutation : other;
    int[] to = passes % 2 == 0 ? other : permutation;
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    for (long width = 1; width < n; width *= 2) {
      for (long start = 0; start < n; start += 2 * width) {
        int middle = (int) Math.min(start + width, n);
        int end = (int) Math.min(start + 2 * width, n);
        merge(keys, from, to, (int) start, middle, end);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
  }

  private static void merge(float[] keys, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int out = start; out < end; out++) {
      boolean takeRight =
          left == middle || right < end && before(keys[from[right]], keys[from[left]]);
      to[out] = from[takeRight ? right++ : left++];
    }
  }

  /** Numeric order with every NaN after every number. */
  private static boolean before(float a, float b) {
    return a < b || Float.isNaN(b) && !Float.isNaN(a);
  }
}
