package org.sluice.kernels.vector.sort;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.cpu.slice.NearOrderF32;
import org.sluice.kernels.cpu.slice.SliceMatcherF32;
import org.sluice.kernels.vector.lane.Lanes;

/**
 * Gathers and scatters columns by permutations, a vector at a time. It pays from two vectors on,
 * and more than twofold while a column fits in the second-level cache.
 */
public final class PermuteF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final VectorSpecies<Integer> INDICES = Lanes.INT;
  // There is no such instruction for two lanes; these would be boxed.
  private static final boolean GATHERS = LENGTH > 2;
  // Every store boxes indices of half an element's width.
  private static final boolean SCATTERS = GATHERS && SPECIES.elementSize() == Integer.SIZE;

  private static final VectorShuffle<Float> NEIGHBOURS =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);
  private static final VectorShuffle<Integer> INDEX_NEIGHBOURS =
      VectorShuffle.fromOp(INDICES, lane -> lane ^ 1);
  private static final long FIRST_OF_PAIRS = 0x5555_5555_5555_5555L;
  // With more than one move in so many keys, exchanging neighbours costs less than insertion.
  private static final int MANY = 128;

  private PermuteF32() {}

  /**
   * Gathers the column that begins at {@code from} by indices in the low bits of {@code order},
   * from element {@code first} on.
   *
   * @param mask these bits
   * @param permutation gets the indices, from element {@code from} on, as {@code sorted} does keys
   */
  static boolean gather(
      float[] keys,
      int from,
      int n,
      int[] order,
      int first,
      int mask,
      float[] sorted,
      int[] permutation,
      long limit) {
    int bound = INDICES.loopBound(n);
    for (int j = 0; j < bound; j += INDICES.length()) {
      IntVector.fromArray(INDICES, order, first + j).and(mask).intoArray(permutation, from + j);
    }
    for (int j = bound; j < n; j++) {
      permutation[from + j] = order[first + j] & mask;
    }
    return gather(keys, from, n, sorted, permutation, from, limit);
  }

  /**
   * As {@link NearOrderF32#gather}, for finite keys: neighbours out of order, which should be rare,
   * are found a vector at a time and repaired by {@link NearOrderF32#repair}.
   */
  static boolean gather(
      float[] keys, int first, int n, float[] sorted, int[] permutation, int from, long limit) {
    if (!GATHERS) {
      return NearOrderF32.gather(keys, first, n, sorted, permutation, from, limit);
    }
    int whole = from + SPECIES.loopBound(n);
    int end = from + n;
    for (int j = from; j < whole; j += LENGTH) {
      FloatVector.fromArray(SPECIES, keys, first, permutation, j).intoArray(sorted, j);
    }
    for (int j = whole; j < end; j++) {
      sorted[j] = keys[first + permutation[j]];
    }
    long moves = 0;
    boolean exchanged = false;
    int ordered = ordered(sorted, permutation, from, end);
    while (ordered < end && moves <= limit) {
      if (!exchanged && moves > n / MANY) {
        moves += exchange(sorted, permutation, ordered, end);
        exchanged = true;
        ordered = ordered(sorted, permutation, Math.max(from, ordered - 1), end);
        continue;
      }
      int next = Math.min(end, ordered + LENGTH + 1);
      moves += NearOrderF32.repair(sorted, permutation, from, ordered, next);
      ordered = ordered(sorted, permutation, next - 1, end);
    }
    return moves <= limit;
  }

  /** As {@link SliceMatcherF32#scatter}. */
  public static void scatter(
      float[] source, int first, int n, int[] permutation, int from, float[] target) {
    int bound = SCATTERS ? SPECIES.loopBound(n) : 0;
    for (int j = 0; j < bound; j += LENGTH) {
      FloatVector.fromArray(SPECIES, source, first + j)
          .intoArray(target, from, permutation, from + j);
    }
    for (int j = bound; j < n; j++) {
      target[from + permutation[from + j]] = source[first + j];
    }
  }

  /**
   * Exchanges neighbours out of order, first in pairs that begin at even places, then in those at
   * odd ones. This repairs most of the disorder that inexact keys leave, without a branch for each.
   *
   * @return exchanges of the first kind
   */
  private static int exchange(float[] sorted, int[] permutation, int from, int end) {
    int count = exchangePairs(sorted, permutation, from, end);
    exchangePairs(sorted, permutation, from + 1, end);
    return count;
  }

  private static int exchangePairs(float[] sorted, int[] permutation, int from, int end) {
    int count = 0;
    for (int j = from; j + INDICES.length() <= end; j += INDICES.length()) {
      long exchanged = 0;
      for (int lane = 0; lane < INDICES.length(); lane += LENGTH) {
        FloatVector keys = FloatVector.fromArray(SPECIES, sorted, j + lane);
        FloatVector neighbours = keys.rearrange(NEIGHBOURS);
        long first = keys.compare(VectorOperators.GT, neighbours).toLong() & FIRST_OF_PAIRS;
        long both = first | first << 1;
        keys.blend(neighbours, VectorMask.fromLong(SPECIES, both)).intoArray(sorted, j + lane);
        exchanged |= both << lane;
      }
      IntVector indices = IntVector.fromArray(INDICES, permutation, j);
      indices
          .blend(indices.rearrange(INDEX_NEIGHBOURS), VectorMask.fromLong(INDICES, exchanged))
          .intoArray(permutation, j);
      count += Long.bitCount(exchanged);
    }
    return count / 2;
  }

  /** An element up to which, from {@code from} on, each is before the one after it. */
  private static int ordered(float[] sorted, int[] permutation, int from, int end) {
    int j = from;
    for (; j + LENGTH < end; j += LENGTH) {
      FloatVector element = FloatVector.fromArray(SPECIES, sorted, j);
      FloatVector next = FloatVector.fromArray(SPECIES, sorted, j + 1);
      if (element.compare(VectorOperators.GE, next).anyTrue()
          && !tiesAreOrdered(sorted, permutation, j)) {
        return j;
      }
    }
    while (j + 1 < end && sorted[j] < sorted[j + 1]) {
      j++;
    }
    return j + 1 < end ? j : end;
  }

  /** Whether a vector of elements from j on are before their neighbours, though some are equal. */
  private static boolean tiesAreOrdered(float[] sorted, int[] permutation, int j) {
    if (j + 1 + INDICES.length() > permutation.length) {
      return false;
    }
    FloatVector element = FloatVector.fromArray(SPECIES, sorted, j);
    FloatVector next = FloatVector.fromArray(SPECIES, sorted, j + 1);
    IntVector index = IntVector.fromArray(INDICES, permutation, j);
    IntVector nextIndex = IntVector.fromArray(INDICES, permutation, j + 1);
    long greater = element.compare(VectorOperators.GT, next).toLong();
    long equal = element.compare(VectorOperators.EQ, next).toLong();
    // If indices are half as wide as elements, the first half of the vector belongs to these
    // elements.
    return (greater | equal & index.compare(VectorOperators.GT, nextIndex).toLong()) == 0;
  }
}
