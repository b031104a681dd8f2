package org.sluice.inversion.forward.darcy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class DarcySquareMapTest {

  private static final int NODES = 17;

  /** The discrete sine series of the five-point scheme, whose eigenvectors are known. */
  @Test
  void solvesTheSchemeForConstantConductivity() {
    double[] z = new double[NODES * NODES];
    Arrays.fill(z, 2);
    double[] u = solve(NODES, nodal(NODES), 10, z);
    int n = NODES - 1;
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        double sum = 0;
        for (int k = 1; k < n; k += 2) {
          for (int l = 1; l < n; l += 2) {
            double load = 1 / Math.tan(Math.PI * k / (2.0 * n)) / Math.tan(Math.PI * l / (2.0 * n));
            double first = Math.sin(Math.PI * k / (2.0 * n));
            double second = Math.sin(Math.PI * l / (2.0 * n));
            double eigenvalue = 4 * n * n * (first * first + second * second);
            sum +=
                4.0
                    / (n * n)
                    * load
                    / eigenvalue
                    * Math.sin(Math.PI * k * i / n)
                    * Math.sin(Math.PI * l * j / n);
          }
        }
        assertThat(u[i * NODES + j]).isCloseTo(10 * sum / 2, within(1e-13));
      }
    }
  }

  /** The greatest pressure of −Δu = 1 is known from the sine series of the square. */
  @Test
  void convergesToTheContinuousSolutionWithSecondOrder() {
    double exact = 0.0736713532814;
    double coarse = Math.abs(middle(9) - exact);
    double fine = Math.abs(middle(17) - exact);
    assertThat(coarse / fine).isCloseTo(4, within(0.2));
    assertThat(fine).isLessThan(3e-4);
  }

  /** Residuals triangle by triangle: gradients of linear functions, assembled anew. */
  @Test
  void solvesTheFiniteElementEquations() {
    int n = 6;
    double[] z = Arrays.stream(FixedNormals.values(n * n, 4)).map(Math::exp).toArray();
    double[] u = solve(n, nodal(n), 3, z);
    double[] flows = new double[n * n];
    for (int i = 0; i < n - 1; i++) {
      for (int j = 0; j < n - 1; j++) {
        int a = i * n + j;
        double mean = (z[a] + z[a + 1] + z[a + n] + z[a + n + 1]) / 4;
        // Right angles at a, and at the opposite corner.
        triangle(flows, u, mean, a, a + n, a + 1);
        triangle(flows, u, mean, a + n + 1, a + 1, a + n);
      }
    }
    for (int i = 1; i < n - 1; i++) {
      for (int j = 1; j < n - 1; j++) {
        assertThat(flows[i * n + j]).isCloseTo(3.0 / 25, within(1e-13));
      }
    }
  }

  @Test
  void interpolatesBilinearly() {
    double[] z = Arrays.stream(FixedNormals.values(25, 4)).map(Math::exp).toArray();
    double[] nodal = solve(5, nodal(5), 10, z);
    double[] u = solve(5, new double[][] {{0.3, 0.6}, {1, 1}}, 10, z);
    double expected =
        0.8 * (0.6 * nodal[7] + 0.4 * nodal[8]) + 0.2 * (0.6 * nodal[12] + 0.4 * nodal[13]);
    assertThat(u[0]).isCloseTo(expected, within(1e-14));
    assertThat(u[1]).isZero();
  }

  @Test
  void namesAConductivityThatIsNotPositive() {
    double[] z = new double[9];
    Arrays.fill(z, 1);
    z[4] = 0;
    assertThatThrownBy(() -> solve(3, nodal(3), 1, z))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("row 1, column 5 is 0.0");
    assertThatThrownBy(() -> new DarcySquareMap(5, new double[][] {{0.5, 1.5}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sensor 1 is at (0.5, 1.5); sensors must be in [0, 1] x [0, 1]");
  }

  private static void triangle(
      double[] flows, double[] u, double z, int corner, int first, int second) {
    // ½ ∫ z|∇u|² = z/4 ((u₁ − u₀)² + (u₂ − u₀)²): the area is h²/2, and gradients are over h.
    double one = z / 2 * (u[first] - u[corner]);
    double two = z / 2 * (u[second] - u[corner]);
    flows[first] += one;
    flows[second] += two;
    flows[corner] -= one + two;
  }

  private static double middle(int n) {
    double[] z = new double[n * n];
    Arrays.fill(z, 1);
    return solve(n, new double[][] {{0.5, 0.5}}, 1, z)[0];
  }

  private static double[][] nodal(int n) {
    double[][] positions = new double[n * n][];
    for (int i = 0; i < n * n; i++) {
      positions[i] = new double[] {(i / n) / (n - 1.0), (i % n) / (n - 1.0)};
    }
    return positions;
  }

  private static double[] solve(int n, double[][] sensors, double source, double[] z) {
    double[] u = new double[sensors.length];
    new DarcySquareMap(n, sensors, source)
        .apply(Matrix.of(z, 1, n * n), Matrix.of(u, 1, sensors.length));
    return u;
  }
}
