package org.sluice.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.cpu.NearOrderF32;
import org.sluice.kernels.cpu.SliceMatcherF32;

/**
 * Gathers and scatters columns by permutations, a vector at a time. Pays from two vectors on, and
 * while a column fits in the second-level cache more than twofold.
 */
final class PermuteF32 {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final VectorSpecies<Integer> INDICES = Lanes.INT;
  // Two lanes have no such instruction, and would be boxed.
  private static final boolean GATHERS = LENGTH > 2;
  // Indices of half an element's width are boxed by every store.
  private static final boolean SCATTERS = GATHERS && SPECIES.elementSize() == Integer.SIZE;

  private PermuteF32() {}

  /**
   * Gathers by indices in the low bits of {@code order}, from element {@code first} on.
   *
   * @param mask these bits
   * @param permutation gets the indices, from element {@code from} on
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
    return gather(keys, from, n, sorted, permutation, limit);
  }

  /**
   * As {@link NearOrderF32#gather}, for finite keys: neighbours out of order, which should be rare,
   * are looked for a vector at a time and left to {@link NearOrderF32#repair}.
   */
  static boolean gather(
      float[] keys, int from, int n, float[] sorted, int[] permutation, long limit) {
    if (!GATHERS) {
      return NearOrderF32.gather(keys, from, n, sorted, permutation, limit);
    }
    int whole = from + SPECIES.loopBound(n);
    int end = from + n;
    for (int j = from; j < whole; j += LENGTH) {
      FloatVector.fromArray(SPECIES, keys, from, permutation, j).intoArray(sorted, j);
    }
    for (int j = whole; j < end; j++) {
      sorted[j] = keys[from + permutation[j]];
    }
    long moves = 0;
    int ordered = ordered(sorted, from, end);
    while (ordered < end && moves <= limit) {
      int next = Math.min(end, ordered + LENGTH + 1);
      moves += NearOrderF32.repair(sorted, permutation, from, ordered, next);
      ordered = ordered(sorted, next - 1, end);
    }
    return moves <= limit;
  }

  /** As {@link SliceMatcherF32#scatter}. */
  static void scatter(
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

  /** Some element from {@code from} on, up to which each is below the one after it. */
  private static int ordered(float[] sorted, int from, int end) {
    int j = from;
    for (; j + LENGTH < end; j += LENGTH) {
      FloatVector element = FloatVector.fromArray(SPECIES, sorted, j);
      FloatVector next = FloatVector.fromArray(SPECIES, sorted, j + 1);
      if (element.compare(VectorOperators.GE, next).anyTrue()) {
        return j;
      }
    }
    while (j + 1 < end && sorted[j] < sorted[j + 1]) {
      j++;
    }
    return j + 1 < end ? j : end;
  }
}
