package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class DarcyMapTest {

  private static final int NODES = 100;

  @Test
  void isExactAtTheNodesForConstantConductivity() {
    double[] positions = DarcyMap.positions(NODES);
    double[] conductivity = new double[NODES];
    Arrays.fill(conductivity, 1);
    double[] pressure = solve(positions, 10, conductivity);
    for (int i = 0; i < NODES; i++) {
      double x = positions[i];
      assertThat(pressure[i]).isCloseTo(10 * x * (1 - x) / 2, within(1e-14));
    }
  }

  @Test
  void interpolatesLinearlyBetweenNodes() {
    double[] conductivity = {1, 2, 3};
    double[] pressure = solve(new double[] {0, 0.5, 1, 0.125, 0.9}, 10, conductivity);
    assertThat(pressure[0]).isZero();
    assertThat(pressure[2]).isCloseTo(0, within(1e-15));
    assertThat(pressure[3]).isCloseTo(0.25 * pressure[1], within(1e-15));
    assertThat(pressure[4]).isCloseTo(0.2 * pressure[1], within(1e-15));
  }

  @Test
  void solvesTheFiniteElementEquations() {
    double[] conductivity = Arrays.stream(FixedNormals.values(NODES, 8)).map(Math::exp).toArray();
    double[] pressure = solve(DarcyMap.positions(NODES), 10, conductivity);
    double h = 1.0 / (NODES - 1);
    for (int i = 1; i < NODES - 1; i++) {
      double flowIn = conductivity[i - 1] * (pressure[i] - pressure[i - 1]) / h;
      double flowOut = conductivity[i] * (pressure[i + 1] - pressure[i]) / h;
      assertThat(flowIn - flowOut).isCloseTo(10 * h, within(1e-11));
    }
    assertThat(pressure[NODES - 1]).isCloseTo(0, within(1e-13));
  }

  @Test
  void namesAConductivityThatIsNotPositive() {
    for (double bad : new double[] {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] values = new double[200 * 3];
      Arrays.fill(values, 1);
      values[150 * 3 + 1] = bad;
      DarcyMap map = new DarcyMap(3, new double[] {0.5}, 10);
      assertThatThrownBy(
              () -> map.apply(Matrix.of(values, 200, 3), Matrix.of(new double[200], 200, 1)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("row 151, column 2 is " + bad);
    }
  }

  @Test
  void refusesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> new DarcyMap(1, new double[] {0.5}, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of nodes must be at least 2, not 1");
    assertThatThrownBy(() -> new DarcyMap(10, new double[] {0.5, 1.5}, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sensor 2 is at 1.5; sensors must be in [0, 1]");
    assertThatThrownBy(() -> new DarcyMap(10, new double[0], 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one sensor");
    assertThatThrownBy(() -> new LinearMap(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2 of the linear map's matrix has 1 numbers but row 1 has 2");
  }

  @Test
  void sensorsAreTheSameForTheSameSeed() {
    double[] sensors = Sensors.uniform(50, 1);
    assertThat(sensors).isSorted().doesNotHaveDuplicates();
    assertThat(sensors[0]).isPositive();
    assertThat(sensors[49]).isLessThan(1);
    assertThat(Sensors.uniform(50, 1)).isEqualTo(sensors);
    assertThat(Sensors.uniform(50, 2)).isNotEqualTo(sensors);
  }

  private static double[] solve(double[] sensors, double source, double[] conductivity) {
    double[] pressure = new double[sensors.length];
    new DarcyMap(conductivity.length, sensors, source)
        .apply(
            Matrix.of(conductivity, 1, conductivity.length),
            Matrix.of(pressure, 1, sensors.length));
    return pressure;
  }
}
