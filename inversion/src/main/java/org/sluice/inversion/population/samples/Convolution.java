package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Adds noise to model samples in the backend's memory: ŷ = x + L ψ(ζ) for each row. */
public final class Convolution {

  private final Backend backend;
  private final int dimension;
  private final NoiseComponents components;
  private final Matrix samples;
  private final Matrix exact;
  private final Matrix shift;
  private final Matrix lowerOnBackend;
  private final Matrix gradientOnBackend;
  private final double[] gradient;
  private final Matrix gradientView;

  /**
   * Allocates ζ and ŷ, M × d.
   *
   * @param centre subtracted from each sample, one entry per column
   */
  public Convolution(
      NoiseModel noise,
      double[] centre,
      ElementType type,
      long rows,
      Backend backend,
      Arena arena) {
    this.backend = backend;
    this.dimension = noise.dimension();
    components = new NoiseComponents(noise, type, rows, backend, arena);
    samples = backend.allocate(type, rows, dimension);
    boolean shifted = Arrays.stream(centre).anyMatch(each -> each != 0);
    exact = shifted ? backend.allocate(ElementType.F64, rows, dimension) : null;
    shift = shifted ? backend.allocate(ElementType.F64, 1, dimension) : null;
    if (shifted) {
      double[] negative = Arrays.stream(centre).map(each -> -each).toArray();
      backend.copy(Matrix.of(negative, 1, dimension), shift);
    }
    lowerOnBackend = backend.allocate(type, dimension, dimension);
    gradientOnBackend = backend.allocate(type, dimension, dimension);
    gradient = new double[dimension * dimension];
    gradientView = Matrix.of(gradient, dimension, dimension);
  }

  /** Draws a step's ζ. */
  public void draw(long seed, long step) {
    components.draw(seed, step);
  }

  /**
   * ŷ ← x − centre + L ψ(ζ).
   *
   * @param lower L, d × d, row after row
   * @param phi the noise's coordinates, which ψ depends on
   */
  public void apply(Matrix x, double[] lower, double[] phi) {
    if (shift == null) {
      backend.copy(x, samples);
    } else {
      backend.copy(x, exact);
      backend.combine(1, exact, null, shift, 0, samples);
    }
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

  /** Copies ψ(ζ) of the last {@link #apply}, M × d, to a matrix on the backend. */
  void copyComponents(Matrix to) {
    backend.copy(components.matrix(), to);
  }

  /** {@link NoiseComponents#difference}. */
  void differenceOfComponents(double[] phi, int coordinate, double width, Matrix to) {
    components.difference(phi, coordinate, width, to);
  }

  /** ζ of the last draw, M × d, on the backend. */
  public Matrix zeta() {
    return components.zeta();
  }

  /** ŷ. */
  public Matrix samples() {
    return samples;
  }

  /**
   * Adds {@code scale} · tril(∂ŷᵀ ψ(ζ)) to ∂L, and {@code scale} times the derivative by ψ's own
   * coordinates to ∂φ, at the coordinates of the last {@link #apply}.
   */
  public void backward(
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
  public long bytes() {
    long entries = (samples.rows() + 2L * dimension) * dimension;
    long forShift = shift == null ? 0 : (samples.rows() + 1) * dimension * ElementType.F64.bytes();
    return entries * samples.type().bytes() + components.bytes() + forShift;
  }
}
