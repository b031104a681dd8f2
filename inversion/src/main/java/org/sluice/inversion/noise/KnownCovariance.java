package org.sluice.inversion.noise;

import org.sluice.inversion.algebra.Cholesky;
import org.sluice.kernels.Matrix;

/** Known noise with the same covariance for all data. */
public final class KnownCovariance implements KnownNoise {

  private final int dimension;
  private final double[] lower;

  /**
   * Factors the covariance.
   *
   * @param covariance K, d × d, row after row; only its lower triangle is read
   * @throws IllegalArgumentException if it is not positive definite
   */
  public KnownCovariance(double[] covariance, int dimension) {
    this.dimension = Dimension.atLeastOne(dimension);
    lower = new double[dimension * dimension];
    try {
      Cholesky.factor(covariance, dimension, lower);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the known covariance: " + e.getMessage(), e);
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public void requireFit(Matrix data) {
    if (data.columns() != dimension) {
      throw new IllegalArgumentException(
          "the known covariance is %d x %d but the data have %d columns"
              .formatted(dimension, dimension, data.columns()));
    }
  }

  @Override
  public double[] meanCovariance() {
    return Cholesky.product(lower, dimension);
  }

  @Override
  public void colour(int datum, double[] normals) {
    for (int i = dimension - 1; i >= 0; i--) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum = Math.fma(lower[i * dimension + j], normals[j], sum);
      }
      normals[i] = sum;
    }
  }

  @Override
  public KnownNoise of(int[] data) {
    return this;
  }
}
