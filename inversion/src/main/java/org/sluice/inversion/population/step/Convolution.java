package org.sluice.inversion.population.step;

import java.lang.foreign.Arena;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Adds noise to model samples in the backend's memory: ŷ = x + L ψ(ζ) for each row. */
final class Convolution {

  private final Backend backend;
  private final int dimension;
  private final NoiseComponents components;
  private final Matrix samples;
  private final Matrix lowerOnBackend;
  private final Matrix gradientOnBackend;
  private final double[] gradient;
  private final Matrix gradientView;

  /** Allocates ζ and ŷ, M × d. */
  Convolution(NoiseModel noise, ElementType type, long rows, Backend backend, Arena arena) {
    this.backend = backend;
    this.dimension = noise.dimension();
    components = new NoiseComponents(noise, type, rows, backend, arena);
    samples = backend.allocate(type, rows, dimension);
    lowerOnBackend = backend.allocate(type, dimension, dimension);
    gradientOnBackend = backend.allocate(type, dimension, dimension);
    gradient = new double[dimension * dimension];
    gradientView = Matrix.of(gradient, dimension, dimension);
  }

  /** Draws a step's ζ. */
  void draw(long seed, long step) {
    components.draw(seed, step);
  }

  /**
   * ŷ ← x + L ψ(ζ).
   *
   * @param lower L, d × d, row after row
   * @param phi the noise's coordinates, which ψ depends on
   */
  void apply(Matrix x, double[] lower, double[] phi) {
    backend.copy(x, samples);
    copyTriangle(Matrix.of(lower, dimension, dimension), lowerOnBackend);
    components.shape(phi);
    backend.multiply(1, components.matrix(), false, lowerOnBackend, true, 1, samples);
  }

  /**
   * Copies the lower triangle without most of the zeros above it, so that fewer bytes cross the
   * bus.
   */
  private void copyTriangle(Matrix from, Matrix to) {
    long half = dimension / 2;
    backend.copy(square(from, half), square(to, half));
    backend.copy(from.rows(half, dimension), to.rows(half, dimension));
  }

  private static Matrix square(Matrix whole, long side) {
    return new Matrix(whole.segment(), whole.type(), side, side, whole.stride());
  }

  /** ŷ. */
  Matrix samples() {
    return samples;
  }

  /**
   * Adds {@code scale} · tril(∂ŷᵀ ψ(ζ)) to ∂L, and {@code scale} times the derivative by ψ's own
   * coordinates to ∂φ, at the coordinates of the last {@link #apply}.
   */
  void backward(
      Matrix sampleGradient,
      double scale,
      double[] lowerGradient,
      double[] phi,
      double[] phiGradient) {
    components.backward(scale, sampleGradient, lowerOnBackend, phi, phiGradient);
    backend.multiply(scale, sampleGradient, true, components.matrix(), false, 0, gradientOnBackend);
    copyTriangle(gradientOnBackend, gradientView);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        lowerGradient[i * dimension + j] += gradient[i * dimension + j];
      }
    }
  }

  /** Bytes of all buffers. */
  long bytes() {
    long entries = (samples.rows() + 2L * dimension) * dimension;
    return entries * samples.type().bytes() + components.bytes();
  }
}
