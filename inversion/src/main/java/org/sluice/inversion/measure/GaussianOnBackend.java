package org.sluice.inversion.measure;

import java.util.Arrays;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Samples z = m + L ω, or their exponentials, by matrix products on a backend. */
final class GaussianOnBackend implements PushforwardOnBackend {

  private final Backend backend;
  private final int dimension;
  private final Spread spread;
  private final boolean exponential;
  private final Matrix mean;
  private final Matrix lower;
  private final Matrix ones;
  private final Matrix gradientMean;
  private final Matrix gradientLower;

  GaussianOnBackend(Backend backend, long rows, int dimension, Spread spread, boolean exponential) {
    this.backend = backend;
    this.dimension = dimension;
    this.spread = spread;
    this.exponential = exponential;
    mean = backend.allocate(ElementType.F64, 1, dimension);
    lower = backend.allocate(ElementType.F64, dimension, dimension);
    gradientMean = backend.allocate(ElementType.F64, 1, dimension);
    gradientLower = backend.allocate(ElementType.F64, dimension, dimension);
    ones = backend.allocate(ElementType.F64, 1, rows);
    double[] each = new double[Math.toIntExact(rows)];
    Arrays.fill(each, 1);
    backend.copy(Matrix.of(each, 1, rows), ones);
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    backend.copy(Matrix.of(Arrays.copyOf(coordinates, dimension), 1, dimension), mean);
    backend.copy(Matrix.of(spread.factor(coordinates), dimension, dimension), lower);
    backend.multiply(1, omega, false, lower, true, 0, z);
    backend.combine(1, z, null, mean, 0, z);
    if (exponential) {
      backend.exponential(z);
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    if (exponential) {
      backend.multiplyElements(gradientZ, z);
    }
    backend.multiply(1, ones, false, gradientZ, false, 0, gradientMean);
    backend.multiply(1, gradientZ, true, omega, false, 0, gradientLower);
    double[] byMean = new double[dimension];
    double[] byLower = new double[dimension * dimension];
    backend.copy(gradientMean, Matrix.of(byMean, 1, dimension));
    backend.copy(gradientLower, Matrix.of(byLower, dimension, dimension));
    for (int j = 0; j < dimension; j++) {
      gradient[j] += byMean[j];
    }
    spread.factorBackward(coordinates, byLower, gradient);
  }
}
