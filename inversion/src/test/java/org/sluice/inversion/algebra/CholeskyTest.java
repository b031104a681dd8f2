package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;

class CholeskyTest {

  /** A well-conditioned covariance: A Aᵀ/d + I. */
  static double[] covariance(int d) {
    double[] a = FixedNormals.values(d * d, 1);
    double[] matrix = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          matrix[i * d + j] += a[i * d + k] * a[j * d + k] / d;
        }
      }
      matrix[i * d + i] += 1;
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50, 129})
  void agreesWithPlainLoops(int d) {
    double[] matrix = covariance(d);
    double[] lower = new double[d * d];
    Cholesky.factor(matrix, d, lower);

    double[] expected = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * d + j];
        for (int k = 0; k < j; k++) {
          sum -= expected[i * d + k] * expected[j * d + k];
        }
        expected[i * d + j] = i == j ? Math.sqrt(sum) : sum / expected[j * d + j];
      }
    }
    assertThat(lower).containsExactly(expected, within(1e-13));
    assertThat(Cholesky.product(lower, d)).containsExactly(matrix, within(1e-13));
  }

  @Test
  void factorsInPlaceAndReadsOnlyTheLowerTriangle() {
    double[] matrix = {4, Double.NaN, 2, 5};
    Cholesky.factor(matrix, 2, matrix);
    assertThat(matrix).containsExactly(2, 0, 1, 2);
  }

  @Test
  void saysWhichBlockIsNotPositiveDefinite() {
    double[] indefinite = {1, 2, 0, 2, 1, 0, 0, 0, 1};
    assertThatThrownBy(() -> Cholesky.factor(indefinite, 3, new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 3 matrix is not positive definite")
        .hasMessageContaining("leading 2 x 2 block");
  }

  @Test
  void refusesWhatIsNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Cholesky.factor(new double[] {1, 0, 0, bad}, 2, new double[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not positive definite");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void derivativeAgreesWithCentralDifferences(int d) {
    double[] matrix = covariance(d);
    double[] gradientLower = FixedNormals.values(d * d, 2);
    double[] lower = new double[d * d];
    Cholesky.factor(matrix, d, lower);
    double[] symmetric = Cholesky.backward(lower, d, gradientLower);

    // A symmetric change moves both triangles, so its derivative is the sum of two entries.
    double[] gradient = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        gradient[i * d + j] =
            i == j ? symmetric[i * d + j] : symmetric[i * d + j] + symmetric[j * d + i];
      }
    }
    CentralDifferences.assertGradient(
        gradient,
        changed -> {
          double[] factor = new double[d * d];
          Cholesky.factor(changed, d, factor);
          return FixedNormals.dot(factor, gradientLower);
        },
        matrix,
        1e-10);
  }
}
