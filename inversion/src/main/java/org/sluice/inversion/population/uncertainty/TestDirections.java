package org.sluice.inversion.population.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.algebra.SymmetricEigen;
import org.sluice.inversion.algebra.TriangularSolve;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;

/**
 * The directions along which data and model are compared, each scaled so that the fitted model has
 * variance 1 along it. Random ones come first: half are whitened by the noise and see the signal
 * best, half by the model's total covariance and see the noise best. Then come interpretable ones:
 * observation columns, and the first and last principal axes of the total covariance.
 *
 * @param random number of random directions; the statistic is their mean
 * @param rows all directions
 */
record TestDirections(int random, List<double[]> rows) {

  private static final int FEWEST = 32;
  private static final int MOST = 256;
  private static final int MOST_COLUMNS = 64;
  private static final int LEADING_AXES = 6;
  private static final int LAST_AXES = 2;

  /**
   * Chooses directions for a model.
   *
   * @param noise the noise model and its coordinates, for Γ
   * @param samples observations drawn from the model, for its total covariance
   * @throws IllegalArgumentException if that covariance is singular
   */
  static TestDirections of(NoiseModel noise, double[] coordinates, Matrix samples, long seed) {
    int d = noise.dimension();
    double[] covariance = covariance(samples);
    int random = Math.clamp(4L * d, FEWEST, MOST);
    Matrix drawn = Matrix.of(new double[random * d], random, d);
    Directions.fill(DirectionScheme.ORTHOGONAL, seed, RandomStream.TEST_DIRECTIONS.number(), drawn);
    double[] noiseFactor = new double[d * d];
    noise.factor(coordinates, noiseFactor);
    double[] totalFactor = new double[d * d];
    Cholesky.factor(covariance, d, totalFactor);
    List<double[]> rows = new ArrayList<>();
    for (int k = 0; k < random; k++) {
      double[] row = drawn.rows(k, k + 1).toDoubles();
      TriangularSolve.lowerTransposed(2 * k < random ? noiseFactor : totalFactor, d, row, 1);
      rows.add(row);
    }
    addColumns(d, rows);
    addAxes(covariance, d, rows);
    rows.forEach(row -> scale(row, covariance));
    return new TestDirections(random, List.copyOf(rows));
  }

  private static void addColumns(int d, List<double[]> rows) {
    int step = Math.ceilDiv(d, MOST_COLUMNS);
    for (int j = 0; j < d; j += step) {
      double[] column = new double[d];
      column[j] = 1;
      rows.add(column);
    }
  }

  private static void addAxes(double[] covariance, int d, List<double[]> rows) {
    SymmetricEigen eigen = SymmetricEigen.of(covariance, d);
    for (int k = d - 1; k >= 0 && d > 1; k--) {
      if (k >= d - LEADING_AXES || k < LAST_AXES) {
        rows.add(Arrays.copyOfRange(eigen.vectors(), k * d, (k + 1) * d));
      }
    }
  }

  private static void scale(double[] row, double[] covariance) {
    int d = row.length;
    double variance = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        variance += row[i] * covariance[i * d + j] * row[j];
      }
    }
    for (int i = 0; i < d; i++) {
      row[i] /= Math.sqrt(variance);
    }
  }

  private static double[] covariance(Matrix samples) {
    int d = Math.toIntExact(samples.columns());
    double[] mean = new double[d];
    double[] row = new double[d];
    for (long n = 0; n < samples.rows(); n++) {
      samples.readRow(n, row);
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / samples.rows();
      }
    }
    double[] covariance = new double[d * d];
    for (long n = 0; n < samples.rows(); n++) {
      samples.readRow(n, row);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i * d + j] += (row[i] - mean[i]) * (row[j] - mean[j]) / samples.rows();
        }
      }
    }
    return covariance;
  }

  /** All directions, one a row. */
  Matrix matrix() {
    int d = rows.getFirst().length;
    Matrix matrix = Matrix.of(new double[rows.size() * d], rows.size(), d);
    for (int k = 0; k < rows.size(); k++) {
      matrix.writeRow(k, rows.get(k));
    }
    return matrix;
  }
}
