package org.sluice.inversion;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Noise added to model samples, ŷ = x + Lζ for each row, where the backend computes. */
final class Convolution {

  private final Backend backend;
  private final int dimension;
  private final Matrix zeta;
  private final Matrix samples;
  private final Matrix lowerThere;
  private final Matrix gradientThere;
  private final double[] gradient;
  private final Matrix gradientView;

  /** Allocates ζ and ŷ, M × d. */
  Convolution(ElementType type, long rows, int dimension, Backend backend) {
    this.backend = backend;
    this.dimension = dimension;
    zeta = backend.allocate(type, rows, dimension);
    samples = backend.allocate(type, rows, dimension);
    lowerThere = backend.allocate(type, dimension, dimension);
    gradientThere = backend.allocate(type, dimension, dimension);
    gradient = new double[dimension * dimension];
    gradientView = Matrix.of(gradient, dimension, dimension);
  }

  /** Draws a step's ζ. */
  void draw(long seed, long step) {
    backend.normals(seed, RandomStream.NOISE.of(step), zeta);
  }

  /** ŷ ← x + Lζ, L being d × d, row after row. */
  void apply(Matrix x, double[] lower) {
    backend.copy(x, samples);
    backend.copy(Matrix.of(lower, dimension, dimension), lowerThere);
    backend.multiply(1, zeta, false, lowerThere, true, 1, samples);
  }

  /** ŷ. */
  Matrix samples() {
    return samples;
  }

  /** Adds {@code scale} · tril(∂ŷᵀζ) to ∂L. */
  void backward(Matrix sampleGradient, double scale, double[] lowerGradient) {
    backend.multiply(scale, sampleGradient, true, zeta, false, 0, gradientThere);
    backend.copy(gradientThere, gradientView);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        lowerGradient[i * dimension + j] += gradient[i * dimension + j];
      }
    }
  }

  /** Bytes of all buffers. */
  long bytes() {
    long entries = 2 * (zeta.rows() + dimension) * dimension;
    return entries * zeta.type().bytes();
  }
}
