package org.sluice.inversion.noise;

import java.util.Arrays;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.kernels.Matrix;

/**
 * Known noise with a covariance for each datum, such as the error estimates of an instrument. Holds
 * d (d + 1) / 2 numbers for each datum.
 */
public final class KnownCovariances implements KnownNoise {

  private final int dimension;

  /** The lower triangle of each datum's factor, row after row. */
  private final double[][] lower;

  /**
   * Factors the covariances.
   *
   * @param covariances N × d²; row n is Kₙ, row after row, and only its lower triangle is read
   * @throws IllegalArgumentException if there are not d² columns, or naming the row whose
   *     covariance is not positive definite
   */
  public KnownCovariances(Matrix covariances, int dimension) {
    this.dimension = Dimension.atLeastOne(dimension);
    int square = Math.multiplyExact(dimension, dimension);
    if (covariances.columns() != square) {
      throw new IllegalArgumentException(
          "the known covariances of %d numbers need %d columns each, row after row, not %d"
              .formatted(dimension, square, covariances.columns()));
    }
    lower = new double[Math.toIntExact(covariances.rows())][];
    double[] factor = new double[square];
    for (int n = 0; n < lower.length; n++) {
      covariances.readRow(n, factor);
      try {
        Cholesky.factor(factor, dimension, factor);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the known covariance in row %d: %s".formatted(n + 1, e.getMessage()), e);
      }
      lower[n] = packed(factor, dimension);
    }
  }

  private KnownCovariances(int dimension, double[][] lower) {
    this.dimension = dimension;
    this.lower = lower;
  }

  private static double[] packed(double[] factor, int d) {
    double[] packed = new double[d * (d + 1) / 2];
    int start = 0;
    for (int i = 0; i < d; i++) {
      System.arraycopy(factor, i * d, packed, start, i + 1);
      start += i + 1;
    }
    return packed;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int count() {
    return lower.length;
  }

  @Override
  public void requireFit(Matrix data) {
    if (data.rows() != lower.length || data.columns() != dimension) {
      throw new IllegalArgumentException(
          "the known covariances are %d of %d x %d but the data are %s; give one for each datum"
              .formatted(lower.length, dimension, dimension, data.shape()));
    }
  }

  @Override
  public double[] meanCovariance() {
    double[] mean = new double[dimension * dimension];
    for (double[] factor : lower) {
      for (int i = 0, row = 0; i < dimension; row += ++i) {
        for (int j = 0, other = 0; j <= i; other += ++j) {
          double sum = 0;
          for (int k = 0; k <= j; k++) {
            sum = Math.fma(factor[row + k], factor[other + k], sum);
          }
          mean[i * dimension + j] += sum / lower.length;
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        mean[j * dimension + i] = mean[i * dimension + j];
      }
    }
    return mean;
  }

  @Override
  public void colour(int datum, double[] normals) {
    double[] factor = lower[datum];
    int end = factor.length;
    // From the last row to the first, since row i reads normals 0 … i, which it must find
    // unchanged.
    for (int i = dimension - 1; i >= 0; i--) {
      end -= i + 1;
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum = Math.fma(factor[end + j], normals[j], sum);
      }
      normals[i] = sum;
    }
  }

  @Override
  public KnownNoise of(int[] data) {
    double[][] chosen = new double[data.length][];
    Arrays.setAll(chosen, n -> lower[data[n]]);
    return new KnownCovariances(dimension, chosen);
  }
}
