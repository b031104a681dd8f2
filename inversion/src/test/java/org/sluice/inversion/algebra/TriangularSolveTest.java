package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class TriangularSolveTest {

  private static final int ROWS = 11;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50, 129})
  void undoesMultiplicationByTheFactor(int d) {
    double[] lower = new double[d * d];
    Cholesky.factor(CholeskyTest.covariance(d), d, lower);
    double[] samples = FixedNormals.values(ROWS * d, 3);
    double[] product = new double[ROWS * d];
    double[] transposedProduct = new double[ROWS * d];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          product[r * d + i] += lower[i * d + j] * samples[r * d + j];
          transposedProduct[r * d + j] += lower[i * d + j] * samples[r * d + i];
        }
      }
    }
    Panel panel = new Panel(d);
    panel.load(Matrix.of(product, ROWS, d), 0, ROWS);
    TriangularSolve.lower(lower, panel);
    double[] fromPanel = new double[ROWS * d];
    panel.store(Matrix.of(fromPanel, ROWS, d), 0, ROWS);
    assertThat(fromPanel).containsExactly(samples, within(1e-12));
    panel.load(Matrix.of(transposedProduct, ROWS, d), 0, ROWS);
    TriangularSolve.lowerTransposed(lower, panel);
    panel.store(Matrix.of(fromPanel, ROWS, d), 0, ROWS);
    assertThat(fromPanel).containsExactly(samples, within(1e-12));
    TriangularSolve.lowerTransposed(lower, d, transposedProduct, ROWS);
    assertThat(transposedProduct).containsExactly(samples, within(1e-12));
  }

  @Test
  void namesTheSizesThatDoNotFit() {
    assertThatThrownBy(() -> TriangularSolve.lowerTransposed(new double[4], 2, new double[5], 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows of 2 values")
        .hasMessageContaining("not 5 and 4");
  }
}
