package org.sluice.inversion.population;

import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Small problems with synthetic data. */
public final class Problems {

  public static final double[][] MATRIX = {
    {1.0, 0.2}, {0.5, -0.7}, {-0.3, 0.9}, {0.8, 0.4}, {0.1, 1.1}, {-0.6, 0.5}
  };

  private Problems() {}

  /** y = A z + ξ with z normal and ξ isotropic, d = 6, p = 2. */
  public static Problem linearGaussian(int rows, double[] truth, double noise) {
    return of(
        GaussianMeasure.diagonal(2),
        new LinearMap(MATRIX),
        new IsotropicNoise(6),
        truth,
        new double[] {noise},
        rows,
        11);
  }

  /** y = A z + ξ with z log-normal and ξ of full covariance. */
  public static Problem logNormalFull(int rows) {
    FullNoise noise = new FullNoise(6);
    double[] physical = noise.physical(noise.coordinatesOfStandardDeviation(0.5));
    return of(
        LogNormalMeasure.diagonal(2),
        new LinearMap(MATRIX),
        noise,
        new double[] {0.2, 0.1, 0.5, 0.3},
        physical,
        rows,
        12);
  }

  /** y = A z + ξ with z log-normal and ξ of diagonal covariance. */
  public static Problem logNormalDiagonal(int rows) {
    return of(
        LogNormalMeasure.diagonal(2),
        new LinearMap(MATRIX),
        new DiagonalNoise(6),
        new double[] {0.2, 0.1, 0.5, 0.3},
        new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7},
        rows,
        13);
  }

  /** Data from the truth. */
  public static Problem of(
      ParameterMeasure measure,
      DifferentiableMap forward,
      NoiseModel noise,
      double[] truth,
      double[] noiseTruth,
      int rows,
      long seed) {
    int q = measure.dimension();
    int d = noise.dimension();
    Matrix omega = normals(rows, measure.randomDimension(), seed, 0);
    Matrix zeta = Matrix.of(new double[rows * d], rows, d);
    noise.shape(noise.coordinates(noiseTruth), normals(rows, d, seed, 1), zeta);
    Matrix z = Matrix.of(new double[rows * q], rows, q);
    Matrix y = Matrix.of(new double[rows * d], rows, d);
    double[] lower = new double[d * d];
    noise.factor(noise.coordinates(noiseTruth), lower);
    measure.sample(measure.coordinates(truth), omega, z);
    forward.apply(z, y);
    for (int n = 0; n < rows; n++) {
      for (int i = 0; i < d; i++) {
        double value = y.get(n, i);
        for (int j = 0; j <= i; j++) {
          value += lower[i * d + j] * zeta.get(n, j);
        }
        y.set(n, i, value);
      }
    }
    return new Problem(measure, forward, noise, y);
  }

  public static Matrix normals(int rows, int columns, long seed, long stream) {
    Matrix normals = Matrix.of(new double[rows * columns], rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        normals.set(i, j, Philox.normal(seed, stream, (long) i * columns + j));
      }
    }
    return normals;
  }
}
