package org.sluice.bench.kernel;

import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/**
 * A pool of {@value #KEYS} keys in columns of n, so many that no branch predictor learns a column.
 * One operation works through the whole pool: milliseconds per operation are nanoseconds per key.
 */
public interface Columns {

  /** Keys in a pool, for every n that divides it. */
  int KEYS = 1_000_000;

  /** Makes a pool of {@code count} columns, worked on by a named implementation. */
  static Columns of(
      String implementation, ElementType type, KeyLaw law, int n, int count, int threads) {
    var kernels = Implementation.kernels(implementation, type);
    return switch (type) {
      case F32 -> new ColumnsF32(kernels, law, n, count, threads);
      case F64 -> new ColumnsF64(kernels, law, n, count, threads);
    };
  }

  /** Columns of n keys in a whole pool, one at least. */
  static int count(int n) {
    return Math.max(1, KEYS / n);
  }

  /** Values and permutation of every column. */
  void argsort(Parallelism parallelism);

  /** Values of every column; its keys are copied first. */
  void sort(Parallelism parallelism);

  /** Distance and residuals of every sorted column from its neighbour. */
  void match(Parallelism parallelism);

  /**
   * Compares some columns with those of another implementation of the same type and size.
   *
   * @throws IllegalStateException if one differs
   */
  void check(Columns reference);

  /** Fails with the name of the kernel unless a check holds. */
  static void require(String kernel, boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the %s differs from the scalar one".formatted(kernel));
    }
  }
}
