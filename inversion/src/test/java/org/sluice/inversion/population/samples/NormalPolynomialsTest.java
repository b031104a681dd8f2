package org.sluice.inversion.population.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalPolynomialsTest {

  // Gauss–Hermite quadrature for the standard normal law, exact up to degree 9.
  private static final double[] NODES = {
    -2.8569700138728056, -1.3556261799742659, 0, 1.3556261799742659, 2.8569700138728056
  };
  private static final double[] WEIGHTS = {
    0.011257411327720689, 0.22207592200561264, 8.0 / 15, 0.22207592200561264, 0.011257411327720689
  };

  @Test
  void meansAreZeroAndVariancesOneAndNoTwoAreCorrelated() {
    NormalPolynomials polynomials = new NormalPolynomials(1, 2);
    int count = polynomials.count();
    assertThat(count).isEqualTo(2 * 3 + 2 + 3);
    double[] means = new double[count];
    double[][] products = new double[count][count];
    double[] values = new double[count];
    for (int a = 0; a < NODES.length; a++) {
      for (int b = 0; b < NODES.length; b++) {
        for (int c = 0; c < NODES.length; c++) {
          double weight = WEIGHTS[a] * WEIGHTS[b] * WEIGHTS[c];
          polynomials.of(new double[] {NODES[a], NODES[b], NODES[c]}, values);
          for (int i = 0; i < count; i++) {
            means[i] += weight * values[i];
            for (int j = 0; j < count; j++) {
              products[i][j] += weight * values[i] * values[j];
            }
          }
        }
      }
    }
    for (int i = 0; i < count; i++) {
      assertThat(means[i]).isCloseTo(0, within(1e-12));
      for (int j = 0; j < count; j++) {
        assertThat(products[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void manyNormalsHaveNoProducts() {
    assertThat(new NormalPolynomials(100, 100).count()).isEqualTo(600);
  }
}
