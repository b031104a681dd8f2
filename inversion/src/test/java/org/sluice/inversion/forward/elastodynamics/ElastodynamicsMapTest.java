package org.sluice.inversion.forward.elastodynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.population.CentralDifferences;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

class ElastodynamicsMapTest {

  // Underdamped, undamped, overdamped. The error is mostly one of phase, 2e-5 of ωt.
  @ParameterizedTest
  @CsvSource({"1, 0.5", "1.4, 0", "0.6, 1.2", "0.5, 8"})
  void agreesWithTheClosedForm(double modulus, double damping) {
    double[] sensors = {0.1, 0.25, 0.5, 0.83};
    ElastodynamicsMap map = new ElastodynamicsMap(Bar.standard(), sensors, 10);
    double[] x = apply(map, modulus, damping);
    for (int s = 0; s < sensors.length; s++) {
      for (int t = 0; t < 10; t++) {
        assertThat(x[s * 10 + t])
            .isCloseTo(exact(modulus, damping, sensors[s], map.times()[t]), within(1e-4));
      }
    }
  }

  /**
   * sin(πx) is an eigenvector of the discrete bar, so that its amplitude obeys the trapezoidal rule
   * for one oscillator of the elements' frequency, whose powers are known.
   */
  @ParameterizedTest
  @CsvSource({"1, 0.5", "1.4, 0", "0.6, 1.2"})
  void solvesTheDiscreteEquationsToRounding(double modulus, double damping) {
    Bar bar = new Bar(50, 1, 2, 40);
    double x = apply(new ElastodynamicsMap(bar, new double[] {0.5}, 1), modulus, damping)[0];
    double cosine = Math.cos(Math.PI / 50);
    double eigenvalue = modulus * 6 * 50 * 50 * (1 - cosine) / (2 + cosine);
    double decay = damping / 2;
    double omega = Math.sqrt(eigenvalue - decay * decay);
    double half = 0.5 * 2 / 40;
    double modulusOfFactor =
        Math.hypot(1 - half * decay, half * omega) / Math.hypot(1 + half * decay, half * omega);
    double phase =
        Math.atan2(half * omega, 1 - half * decay) + Math.atan2(half * omega, 1 + half * decay);
    assertThat(x)
        .isCloseTo(
            Math.pow(modulusOfFactor, 40)
                * (Math.cos(40 * phase) + decay / omega * Math.sin(40 * phase)),
            within(1e-12));
  }

  @Test
  void convergesWithSecondOrder() {
    double coarse = Math.abs(middle(new Bar(20, 1, 2, 40)) - exact(1, 0.5, 0.5, 2));
    double fine = Math.abs(middle(new Bar(40, 1, 2, 80)) - exact(1, 0.5, 0.5, 2));
    assertThat(coarse / fine).isCloseTo(4, within(0.05));
  }

  @Test
  void scalesWithTheDensity() {
    double[] sensors = {0.3, 0.7};
    double[] light = apply(new ElastodynamicsMap(Bar.standard(), sensors, 4), 1.1, 0.4);
    double[] heavy = apply(new ElastodynamicsMap(new Bar(100, 4, 2, 400), sensors, 4), 4.4, 1.6);
    assertThat(heavy).containsExactly(light, within(1e-12));
  }

  @Test
  void theGradientOfTheStandardBarAgreesWithCentralDifferences() {
    ElastodynamicsMap map = new ElastodynamicsMap(Bar.standard(), Sensors.uniform(5, 1), 10);
    double[] weights = FixedNormals.values(50, 3);
    double[] z = {1.1, 0.45};
    double[] gradient = new double[2];
    map.backward(
        Matrix.of(z, 1, 2),
        Matrix.of(apply(map, z[0], z[1]), 1, 50),
        Matrix.of(weights, 1, 50),
        Matrix.of(gradient, 1, 2));
    CentralDifferences.assertGradient(
        gradient,
        changed -> FixedNormals.dot(apply(map, changed[0], changed[1]), weights),
        z,
        1e-9);
  }

  @Test
  void namesAParameterOutOfRange() {
    ElastodynamicsMap map = new ElastodynamicsMap(new Bar(4, 1, 1, 2), new double[] {0.5}, 1);
    double[] z = new double[400];
    Arrays.fill(z, 1);
    z[2 * 150] = -1;
    assertThatThrownBy(() -> map.apply(Matrix.of(z, 200, 2), Matrix.of(new double[200], 200, 1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("row 151, column 1, is -1.0");
    assertThatThrownBy(() -> new ElastodynamicsMap(Bar.standard(), new double[] {0.5}, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the bar's sensors are read 7 times, which must divide its 400 steps");
  }

  /** sin(πx) e^{−ζt} (cos ωt + (ζ/ω) sin ωt), ζ = c/2, ω² = π²E − ζ². */
  private static double exact(double modulus, double damping, double x, double t) {
    double decay = damping / 2;
    double square = Math.PI * Math.PI * modulus - decay * decay;
    double omega = Math.sqrt(Math.abs(square));
    double motion =
        square > 0
            ? Math.cos(omega * t) + decay / omega * Math.sin(omega * t)
            : Math.cosh(omega * t) + decay / omega * Math.sinh(omega * t);
    return Math.sin(Math.PI * x) * Math.exp(-decay * t) * motion;
  }

  private static double middle(Bar bar) {
    return apply(new ElastodynamicsMap(bar, new double[] {0.5}, 1), 1, 0.5)[0];
  }

  private static double[] apply(ElastodynamicsMap map, double modulus, double damping) {
    double[] x = new double[map.observationDimension()];
    map.apply(Matrix.of(new double[] {modulus, damping}, 1, 2), Matrix.of(x, 1, x.length));
    return x;
  }
}
