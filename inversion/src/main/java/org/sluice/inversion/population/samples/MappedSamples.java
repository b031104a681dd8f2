package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * G#μ(α) by samples: x = G(T_α(ω)), forward and backward, in chunks of rows that do not depend on
 * the number of threads. The chunks' gradients are added in order, so results do not either.
 */
final class MappedSamples {

  private static final int CHUNK_ROWS = 64;

  private final Pushforward pushforward;
  private final DifferentiableMap forward;
  private final Parallelism parallelism;
  private final Matrix z;
  private final Matrix x;
  private final Matrix gradientX;
  private final Matrix gradientZ;
  private final Chunk[] chunks;

  /** The views of one chunk of rows, made once. */
  private record Chunk(
      Matrix omega, Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ, double[] gradient) {}

  /**
   * Allocates z and ∂z in {@code arena}, which must be open to all threads.
   *
   * @param omega M × randomDimension
   * @param x M × d, written by {@link #forward}
   * @param gradientX M × d, read by {@link #backward}
   */
  MappedSamples(
      Pushforward pushforward,
      DifferentiableMap forward,
      Matrix omega,
      Matrix x,
      Matrix gradientX,
      Parallelism parallelism,
      Arena arena) {
    this.pushforward = pushforward;
    this.forward = forward;
    this.parallelism = parallelism;
    long rows = omega.rows();
    z = Matrix.allocate(arena, ElementType.F64, rows, pushforward.dimension());
    this.x = x;
    this.gradientX = gradientX;
    gradientZ = Matrix.allocate(arena, ElementType.F64, rows, pushforward.dimension());
    chunks = new Chunk[Math.toIntExact((rows + CHUNK_ROWS - 1) / CHUNK_ROWS)];
    for (int c = 0; c < chunks.length; c++) {
      long from = (long) c * CHUNK_ROWS;
      long to = Math.min(from + CHUNK_ROWS, rows);
      chunks[c] =
          new Chunk(
              omega.rows(from, to),
              z.rows(from, to),
              x.rows(from, to),
              gradientX.rows(from, to),
              gradientZ.rows(from, to),
              new double[pushforward.coordinateCount()]);
    }
  }

  /** z of the last {@link #forward}. */
  Matrix z() {
    return z;
  }

  /** x ← G(T_α(ω)). */
  void forward(double[] alpha) {
    parallelism.forEach(
        chunks.length,
        (index, worker) -> {
          Chunk chunk = chunks[index];
          pushforward.sample(alpha, chunk.omega, chunk.z);
          if (!forward.takesWholeBatches()) {
            forward.apply(chunk.z, chunk.x);
          }
        });
    if (forward.takesWholeBatches()) {
      forward.apply(z, x);
    }
  }

  /** Adds ∂α for the given ∂x to the first entries of {@code gradient}, after {@link #forward}. */
  void backward(double[] alpha, double[] gradient) {
    if (forward.takesWholeBatches()) {
      forward.backward(z, x, gradientX, gradientZ);
    }
    parallelism.forEach(
        chunks.length,
        (index, worker) -> {
          Chunk chunk = chunks[index];
          Arrays.fill(chunk.gradient, 0);
          if (!forward.takesWholeBatches()) {
            forward.backward(chunk.z, chunk.x, chunk.gradientX, chunk.gradientZ);
          }
          pushforward.backward(alpha, chunk.omega, chunk.z, chunk.gradientZ, chunk.gradient);
        });
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.gradient.length; i++) {
        gradient[i] += chunk.gradient[i];
      }
    }
  }

  /** Bytes of z and ∂z. */
  long bytes() {
    return 2 * z.rows() * z.columns() * ElementType.F64.bytes();
  }

  /** The standard deviation of each parameter in the last samples z. */
  double[] parameterSpreads() {
    double[] spreads = new double[Math.toIntExact(z.columns())];
    for (int j = 0; j < spreads.length; j++) {
      double variance = 0;
      double mean = 0;
      for (long i = 0; i < z.rows(); i++) {
        mean += z.get(i, j) / z.rows();
      }
      for (long i = 0; i < z.rows(); i++) {
        double difference = z.get(i, j) - mean;
        variance += difference * difference / z.rows();
      }
      spreads[j] = Math.sqrt(variance);
    }
    return spreads;
  }
}
