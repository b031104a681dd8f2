package org.sluice.bench.ceiling;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.sluice.bench.Timing;
import org.sluice.bench.kernel.Columns;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/** What this machine can do at best, measured now. */
public final class Ceilings {

  private static final int ROUNDS = 1_000_000;
  private static final long MEMORY = 256L << 20;
  private static final int MEMORY_TASKS = 16;
  private static final int REPEATS = 15;

  private static volatile double sink;

  private Ceilings() {}

  /** Fused multiply-adds without memory, in operations per nanosecond (GFLOP/s). */
  public static double arithmetic(ElementType type, int threads) {
    double operations =
        type == ElementType.F32 ? FusedMultiplyAddsF32.OPERATIONS : FusedMultiplyAddsF64.OPERATIONS;
    try (Parallelism parallelism = Parallelism.of(threads)) {
      double nanos =
          Timing.median(
              REPEATS,
              () ->
                  parallelism.forEach(
                      threads,
                      (task, worker) ->
                          sink =
                              type == ElementType.F32
                                  ? FusedMultiplyAddsF32.run(ROUNDS)
                                  : FusedMultiplyAddsF64.run(ROUNDS)));
      return operations * ROUNDS * threads / nanos;
    }
  }

  /** Reading memory that no cache holds, in bytes per nanosecond (GB/s). */
  public static double readBandwidth(int threads) {
    try (Arena arena = Arena.ofShared();
        Parallelism parallelism = Parallelism.of(threads)) {
      MemorySegment memory = arena.allocate(MEMORY, 64);
      // Untouched pages are all one page of zeros.
      memory.fill((byte) 1);
      long share = MEMORY / MEMORY_TASKS;
      double nanos =
          Timing.median(
              REPEATS,
              () ->
                  parallelism.forEach(
                      MEMORY_TASKS,
                      (task, worker) ->
                          sink = MemoryRead.sum(memory, task * share, (task + 1) * share)));
      return MEMORY / nanos;
    }
  }

  /**
   * {@code Arrays.sort(long[])} of n packed (normal float key, index) pairs, in nanoseconds per key
   * on one thread, the time of copying fresh keys taken off.
   */
  public static double longSort(int n) {
    int columns = Columns.count(n);
    Random random = new Random(n);
    long[][] keys = new long[columns][n];
    for (long[] column : keys) {
      for (int i = 0; i < n; i++) {
        int bits = Float.floatToRawIntBits((float) random.nextGaussian());
        column[i] = (long) (bits ^ bits >> 31 & 0x7fffffff) << 32 | i;
      }
    }
    long[] column = new long[n];
    double copy = Timing.median(REPEATS, () -> copyAll(keys, column));
    double both =
        Timing.median(
            REPEATS,
            () -> {
              for (long[] source : keys) {
                System.arraycopy(source, 0, column, 0, n);
                Arrays.sort(column);
              }
            });
    return (both - copy) / ((double) columns * n);
  }

  private static void copyAll(long[][] keys, long[] column) {
    for (long[] source : keys) {
      System.arraycopy(source, 0, column, 0, column.length);
      sink = column[0];
    }
  }
}
