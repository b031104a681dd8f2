package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;

class SymmetricEigenTest {

  @Test
  void reconstructsTheMatrix() {
    int d = 40;
    double[] matrix = CholeskyTest.covariance(d);
    SymmetricEigen eigen = SymmetricEigen.of(matrix, d);
    double[] product = new double[d * d];
    double[] gram = new double[d * d];
    double[] identity = new double[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          product[i * d + j] +=
              eigen.values()[k] * eigen.vectors()[k * d + i] * eigen.vectors()[k * d + j];
          gram[i * d + j] += eigen.vectors()[i * d + k] * eigen.vectors()[j * d + k];
        }
      }
    }
    assertThat(eigen.values()).isSorted();
    assertThat(product).containsExactly(matrix, within(1e-13));
    assertThat(gram).containsExactly(identity, within(1e-13));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[] {1, 0, Double.NaN, 1}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN in row 2, column 1");
  }

  @Test
  void conditionNumberAndItsDerivative() {
    int d = 5;
    double[] lower = new double[d * d];
    Cholesky.factor(CholeskyTest.covariance(d), d, lower);
    SpectralConditionNumber condition = SpectralConditionNumber.of(lower, d);
    assertThat(SpectralConditionNumber.of(new double[] {2, 0, 0, 6}, 2).value())
        .isCloseTo(9, within(1e-13));
    assertThat(FixedNormals.dot(condition.gradientLower(), lower))
        .as("κ does not depend on scale")
        .isCloseTo(0, within(1e-12 * condition.value()));
    CentralDifferences.assertGradient(
        condition.gradientLower(),
        changed -> {
          for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
              changed[i * d + j] = 0;
            }
          }
          return SpectralConditionNumber.of(changed, d).value();
        },
        lower,
        1e-9);
  }

  @Test
  void conditionNumberOfTheIdentityHasNoSlope() {
    SpectralConditionNumber condition = SpectralConditionNumber.of(new double[] {3, 0, 0, 3}, 2);
    assertThat(condition.value()).isEqualTo(1);
    assertThat(condition.gradientLower()).containsOnly(0);
  }
}
