package org.sluice.kernels.vector.sort;

/** The buckets of a pass over digits. */
final class Buckets {

  private Buckets() {}

  /** Replaces the number of elements of each of the first buckets by the bucket's offset. */
  static void toOffsets(int[] counts, int buckets) {
    int sum = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int count = counts[bucket];
      counts[bucket] = sum;
      sum += count;
    }
  }
}
