package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.75, 0.6744897501960817",
    "0.9, 1.2815515655446004",
    "0.95, 1.6448536269514722",
    "0.975, 1.959963984540054",
    "0.99, 2.3263478740408408",
    "0.999, 3.090232306167813",
    "1e-10, -6.361340902404056"
  })
  void knownValues(double probability, double quantile) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(quantile, within(4e-15));
  }

  @Test
  void theDistributionFunctionLeadsBack() {
    for (double p = 0x1p-53; p < 0.5; p *= 1.01) {
      double x = NormalQuantile.of(p);
      // An error δ of the quantile shows as the relative error |x| δ of the probability, at least.
      assertThat(distribution(x)).isCloseTo(p, within(p * 1e-15 * (4 + x * x)));
      assertThat(NormalQuantile.of(1 - p))
          .isCloseTo(-NormalQuantile.of(1 - (1 - p)), within(1e-15 * (1 + Math.abs(x))));
    }
  }

  @Test
  void itNeverDecreases() {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < 200_000; i++) {
      double quantile = NormalQuantile.of(i / 200_000.0);
      assertThat(quantile > last).isTrue();
      last = quantile;
    }
    // Adjacent numbers around the limits of the three approximations.
    for (double seam : new double[] {0.075, 0.925, Math.exp(-25)}) {
      double p = seam;
      for (int i = 0; i < 50; i++) {
        p = Math.nextDown(p);
      }
      last = NormalQuantile.of(p);
      for (int i = 0; i < 100; i++) {
        p = Math.nextUp(p);
        double quantile = NormalQuantile.of(p);
        assertThat(quantile).isGreaterThanOrEqualTo(last - 2 * Math.ulp(last));
        last = quantile;
      }
    }
  }

  @Test
  void itsLogarithmIsTheLibrarys() {
    for (double x = 0x1p-1022; x < 2; x *= 1.037) {
      double expected = StrictMath.log(x);
      assertThat(NormalQuantile.log(x)).isCloseTo(expected, within(2 * Math.ulp(expected)));
    }
  }

  /** Φ(x) for x ≤ 0: its power series near zero, Laplace's continued fraction further out. */
  private static double distribution(double x) {
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (x > -1.2) {
      double term = x;
      double sum = x;
      for (int k = 3; k < 120; k += 2) {
        term *= x * x / k;
        sum += term;
      }
      return 0.5 + density * sum;
    }
    double fraction = -x;
    for (int k = 400; k >= 1; k--) {
      fraction = -x + k / fraction;
    }
    return density / fraction;
  }
}
