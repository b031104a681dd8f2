package org.sluice.bench.ceiling;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.bench.measure.Timing;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/** The ceilings of this machine's arithmetic and memory, measured now. */
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
      // Write to all pages, since untouched ones share one page of zeros.
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
}
