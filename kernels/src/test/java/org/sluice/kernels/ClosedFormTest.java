package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Distances known in closed form, and identities. */
class ClosedFormTest {

  private Backend backend;

  @BeforeEach
  void open() {
    backend = TestBackends.subject();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  /**
   * W₂² of two increasing maps of a standard normal: points on an even grid of z, weighted by the
   * density, make the trapezoidal rule, whose error falls faster than any power of the grid's
   * width.
   */
  private double betweenMapsOfANormal(DoubleUnaryOperator first, DoubleUnaryOperator second) {
    int n = 401;
    double[][] x = new double[n][1];
    double[][] y = new double[n][1];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double z = 0.05 * (i - n / 2);
      x[i][0] = first.applyAsDouble(z);
      y[i][0] = second.applyAsDouble(z);
      weights[i] = Math.exp(-z * z / 2);
    }
    return Evaluation.loss(
        backend, new Clouds(x, y, new double[][] {{1}}, weights, weights.clone()));
  }

  @Test
  void normalsInOneDimension() {
    double squared = betweenMapsOfANormal(z -> 0.3 + 1.7 * z, z -> -0.5 + 0.6 * z);
    assertThat(squared).isCloseTo(0.8 * 0.8 + 1.1 * 1.1, within(1e-12));
  }

  @Test
  void logNormalsInOneDimension() {
    double squared =
        betweenMapsOfANormal(z -> Math.exp(0.1 + 0.5 * z), z -> Math.exp(0.3 + 0.4 * z));
    double expected =
        Math.exp(0.2 + 2 * 0.25) + Math.exp(0.6 + 2 * 0.16) - 2 * Math.exp(0.4 + 0.9 * 0.9 / 2);
    assertThat(expected).isCloseTo(0.0496501, within(5e-8));
    assertThat(squared).isCloseTo(expected, within(1e-12));
  }

  @Test
  void twoPointsAndAnOrthonormalBlock() {
    int d = 9;
    double[][] directions = orthonormal(d, d);
    Clouds clouds = Clouds.normal(1, 1, d, 1, 3);
    double expected = 0;
    for (int j = 0; j < d; j++) {
      double difference = clouds.samples()[0][j] - clouds.data()[0][j];
      expected += difference * difference / d;
    }
    double loss =
        Evaluation.loss(
            backend, new Clouds(clouds.samples(), clouds.data(), directions, null, null));
    assertThat(loss).isCloseTo(expected, within(1e-13 * expected));
  }

  @Test
  void proportionalCovariancesAndAnOrthonormalBlock() {
    // One cloud is the other scaled: every slice has (1 − s)² times its own second moment.
    int d = 5;
    double[][] x = Clouds.normal(60, 1, d, 1, 4).samples();
    double[][] y = new double[60][d];
    double trace = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < d; j++) {
        y[i][j] = 0.25 * x[i][j];
        trace += x[i][j] * x[i][j] / 60;
      }
    }
    double expected = 0.75 * 0.75 * trace / d;
    double loss = Evaluation.loss(backend, new Clouds(x, y, orthonormal(d, d), null, null));
    assertThat(loss).isCloseTo(expected, within(1e-13 * expected));
  }

  @Test
  void normalsInTwoDimensions() {
    // (λ₁+λ₂)/2 + t² − (4t/π)√λ₁ E(1 − λ₂/λ₁) for λ = (4, 0.25) and t = 0.8, averaged over an even
    // fan of directions; the samples' own randomness remains.
    int n = 40_000;
    int slices = 32;
    double[][] x = new double[n][2];
    double[][] y = new double[n][2];
    for (int i = 0; i < n; i++) {
      x[i][0] = 2 * Philox.normal(5, 0, 2L * i);
      x[i][1] = 0.5 * Philox.normal(5, 0, 2L * i + 1);
      y[i][0] = 0.8 * Philox.normal(5, 1, 2L * i);
      y[i][1] = 0.8 * Philox.normal(5, 1, 2L * i + 1);
    }
    double[][] directions = new double[slices][];
    for (int k = 0; k < slices; k++) {
      double angle = Math.PI * k / slices;
      directions[k] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    double loss = Evaluation.loss(backend, new Clouds(x, y, directions, null, null));
    assertThat(loss).isCloseTo(0.580522833, within(0.01));
  }

  @Test
  void uniformQuantilesOfUnequalSizes() {
    // Midpoint quantiles of U(0, 1) against one point at its mean: the variance of the midpoints.
    int n = 101;
    double[][] x = new double[n][1];
    for (int i = 0; i < n; i++) {
      x[i][0] = (i + 0.5) / n;
    }
    double[][] y = {{0.5}};
    double loss = Evaluation.loss(backend, new Clouds(x, y, new double[][] {{1}}, null, null));
    assertThat(loss).isCloseTo((1 - 1.0 / ((double) n * n)) / 12, within(1e-15));
  }

  @Test
  void sixAgainstFourIsTwelveAgainstTwelve() {
    Clouds clouds = Clouds.normal(6, 4, 3, 8, 6);
    Clouds replicated =
        new Clouds(
            replicate(clouds.samples(), 2),
            replicate(clouds.data(), 3),
            clouds.directions(),
            null,
            null);
    double loss = Evaluation.loss(backend, clouds);
    assertThat(Evaluation.loss(backend, replicated)).isCloseTo(loss, within(1e-14 * loss));
    Clouds weighted =
        new Clouds(
            clouds.samples(),
            clouds.data(),
            clouds.directions(),
            new double[] {2, 2, 2, 2, 2, 2},
            null);
    assertThat(Evaluation.loss(backend, weighted)).isCloseTo(loss, within(1e-14 * loss));
  }

  @Test
  void aLinearMapMayMoveFromThePointsToTheDirections() {
    Clouds clouds = Clouds.normal(30, 45, 3, 8, 7);
    double[][] map = {{1.5, 0, 0}, {-0.4, 0.7, 0}, {0.2, 0.9, 2}};
    double[][] transposed = {{1.5, -0.4, 0.2}, {0, 0.7, 0.9}, {0, 0, 2}};
    double mapped =
        Evaluation.loss(
            backend,
            new Clouds(
                times(clouds.samples(), map),
                times(clouds.data(), map),
                clouds.directions(),
                null,
                null));
    double pulledBack =
        Evaluation.loss(
            backend,
            new Clouds(
                clouds.samples(),
                clouds.data(),
                times(clouds.directions(), transposed),
                null,
                null));
    assertThat(mapped).isCloseTo(pulledBack, within(1e-12 * pulledBack));
  }

  @Test
  void aTranslationAddsTheSquaredDifferenceOfTheMeans() {
    Clouds clouds = Clouds.normal(20, 35, 4, 6, 8);
    Clouds centred =
        new Clouds(
            centred(clouds.samples()), centred(clouds.data()), clouds.directions(), null, null);
    double[] squared = Evaluation.of(backend, ElementType.F64, clouds).squared();
    double[] rest = Evaluation.of(backend, ElementType.F64, centred).squared();
    for (int k = 0; k < squared.length; k++) {
      double shift = 0;
      for (int j = 0; j < 4; j++) {
        shift += clouds.directions()[k][j] * (mean(clouds.samples(), j) - mean(clouds.data(), j));
      }
      assertThat(squared[k]).isCloseTo(shift * shift + rest[k], within(1e-12 * squared[k]));
    }
  }

  @Test
  void directionsTimesTheirGradientAreTwiceTheLoss() {
    Clouds clouds = Clouds.normal(33, 47, 4, 9, 9).weighted(9);
    Evaluation evaluation = Evaluation.of(backend, ElementType.F64, clouds);
    double product = 0;
    double[] directions = Deviation.flat(clouds.directions());
    for (int e = 0; e < directions.length; e++) {
      product += directions[e] * evaluation.directionGradient()[e];
    }
    assertThat(product).isCloseTo(2 * evaluation.loss(), within(1e-12 * evaluation.loss()));
  }

  private static double[][] orthonormal(int slices, int dimension) {
    Matrix matrix = Matrix.of(new double[slices * dimension], slices, dimension);
    Directions.fill(DirectionScheme.ORTHOGONAL, 11, 0, matrix);
    double[][] rows = new double[slices][dimension];
    for (int k = 0; k < slices; k++) {
      for (int j = 0; j < dimension; j++) {
        rows[k][j] = matrix.get(k, j);
      }
    }
    return rows;
  }

  private static double[][] replicate(double[][] points, int times) {
    double[][] copies = new double[points.length * times][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = points[i % points.length];
    }
    return copies;
  }

  private static double[][] times(double[][] points, double[][] map) {
    double[][] mapped = new double[points.length][map.length];
    for (int i = 0; i < points.length; i++) {
      for (int row = 0; row < map.length; row++) {
        for (int j = 0; j < map.length; j++) {
          mapped[i][row] += map[row][j] * points[i][j];
        }
      }
    }
    return mapped;
  }

  private static double[][] centred(double[][] points) {
    double[][] centred = new double[points.length][points[0].length];
    for (int j = 0; j < points[0].length; j++) {
      double mean = mean(points, j);
      for (int i = 0; i < points.length; i++) {
        centred[i][j] = points[i][j] - mean;
      }
    }
    return centred;
  }

  private static double mean(double[][] points, int j) {
    double sum = 0;
    for (double[] point : points) {
      sum += point[j];
    }
    return sum / points.length;
  }
}
