package org.sluice.kernels;

import java.lang.foreign.Arena;
import java.time.Duration;

/** Evaluates a plan on random points until the JVM has compiled its kernels. */
final class WarmUp {

  // C2 compiles in the background, so times may stay constant for a while before they fall.
  private static final int STEADY_EVALUATIONS = 10;
  private static final long STEADY_NANOS = 500_000_000;
  private static final double NOTICEABLE = 0.95;

  private WarmUp() {}

  static Duration of(SlicedWasserstein plan, Duration atMost) {
    long start = System.nanoTime();
    try (Arena arena = Arena.ofShared()) {
      SlicedWasserstein.Shape shape = plan.shape();
      SlicedWasserstein.Inputs inputs = inputs(shape, arena);
      SlicedWasserstein.Outputs outputs = outputs(shape, arena);
      long best = Long.MAX_VALUE;
      long bestAt = start;
      int since = 0;
      long now = start;
      while (now - start < atMost.toNanos()
          && (since < STEADY_EVALUATIONS || now - bestAt < STEADY_NANOS)) {
        plan.evaluate(inputs, outputs);
        long end = System.nanoTime();
        since++;
        if (end - now < NOTICEABLE * best) {
          best = end - now;
          bestAt = end;
          since = 0;
        }
        now = end;
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static SlicedWasserstein.Inputs inputs(SlicedWasserstein.Shape shape, Arena arena) {
    return new SlicedWasserstein.Inputs(
        normals(shape, shape.samples(), 0, arena),
        normals(shape, shape.data(), 1, arena),
        normals(shape, shape.slices(), 2, arena),
        shape.weighted() ? ones(shape.samples(), arena) : null,
        shape.weighted() ? ones(shape.data(), arena) : null);
  }

  private static SlicedWasserstein.Outputs outputs(SlicedWasserstein.Shape shape, Arena arena) {
    int d = shape.dimension();
    return new SlicedWasserstein.Outputs(
        Matrix.allocate(arena, ElementType.F64, shape.slices(), 1),
        shape.sampleGradient() ? Matrix.allocate(arena, shape.type(), shape.samples(), d) : null,
        shape.directionGradient() ? Matrix.allocate(arena, shape.type(), shape.slices(), d) : null);
  }

  private static Matrix normals(
      SlicedWasserstein.Shape shape, long rows, long stream, Arena arena) {
    Matrix normals = Matrix.allocate(arena, shape.type(), rows, shape.dimension());
    for (long i = 0; i < rows; i++) {
      for (int j = 0; j < shape.dimension(); j++) {
        normals.set(i, j, Philox.normal(0, stream, i * shape.dimension() + j));
      }
    }
    return normals;
  }

  private static Matrix ones(long rows, Arena arena) {
    Matrix ones = Matrix.allocate(arena, ElementType.F64, rows, 1);
    for (long i = 0; i < rows; i++) {
      ones.set(i, 0, 1);
    }
    return ones;
  }
}
