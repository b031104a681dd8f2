// Made from PermuteF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.cpu.NearOrderF64;
import org.sluice.kernels.cpu.SliceMatcherF64;

/**
 * Gathers and scatters columns by permutations, a vector at a time. Pays from two vectors on, and
 * while a column fits in the second-level cache more than twofold.
 */
final class PermuteF64 {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final int LENGTH = SPECIES.length();
  private static final VectorSpecies<Integer> INDICES = Lanes.INT;
  // Two lanes have no such instruction, and would be boxed.
  private static final boolean GATHERS = LENGTH > 2;
  // Indices of half an element's width are boxed by every store.
  private static final boolean SCATTERS = GATHERS && SPECIES.elementSize() == Integer.SIZE;

  private PermuteF64() {}

  /**
   * Gathers by indices in the low bits of {@code order}, from element {@code first} on.
   *
   * @param mask these bits
   * @param permutation gets the indices, from element {@code from} on
   */
  static boolean gather(
      double[] keys,
      int from,
      int n,
      int[] order,
      int first,
      int mask,
      double[] sorted,
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
   * As {@link NearOrderF64#gather}, for finite keys: neighbours out of order, which should be rare,
   * are looked for a vector at a time and left to {@link NearOrderF64#repair}.
   */
  static boolean gather(
      double[] keys, int from, int n, double[] sorted, int[] permutation, long limit) {
    if (!GATHERS) {
      return NearOrderF64.gather(keys, from, n, sorted, permutation, limit);
    }
    int whole = from + SPECIES.loopBound(n);
    int end = from + n;
    for (int j = from; j < whole; j += LENGTH) {
      DoubleVector.fromArray(SPECIES, keys, from, permutation, j).intoArray(sorted, j);
    }
    for (int j = whole; j < end; j++) {
      sorted[j] = keys[from + permutation[j]];
    }
    long moves = 0;
    int ordered = ordered(sorted, from, end);
    while (ordered < end && moves <= limit) {
      int next = Math.min(end, ordered + LENGTH + 1);
      moves += NearOrderF64.repair(sorted, permutation, from, ordered, next);
      ordered = ordered(sorted, next - 1, end);
    }
    return moves <= limit;
  }

  /** As {@link SliceMatcherF64#scatter}. */
  static void scatter(
      double[] source, int first, int n, int[] permutation, int from, double[] target) {
    int bound = SCATTERS ? SPECIES.loopBound(n) : 0;
    for (int j = 0; j < bound; j += LENGTH) {
      DoubleVector.fromArray(SPECIES, source, first + j)
          .intoArray(target, from, permutation, from + j);
    }
    for (int j = bound; j < n; j++) {
      target[from + permutation[from + j]] = source[first + j];
    }
  }

  /** Some element from {@code from} on, up to which each is below the one after it. */
  private static int ordered(double[] sorted, int from, int end) {
    int j = from;
    for (; j + LENGTH < end; j += LENGTH) {
      DoubleVector element = DoubleVector.fromArray(SPECIES, sorted, j);
      DoubleVector next = DoubleVector.fromArray(SPECIES, sorted, j + 1);
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
