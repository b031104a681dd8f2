package org.sluice.inversion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.algebra.Cholesky;

class StationaryNoiseTest {

  @ParameterizedTest
  @CsvSource({"EXPONENTIAL, 0.5", "MATERN_3_2, 1.5", "MATERN_5_2, 2.5"})
  void hasTheMaternCovariance(Correlation correlation, double smoothness) {
    double[] positions = {0, 0.07, 0.4, 1.3};
    double length = 0.35;
    double sd = 1.7;
    StationaryNoise noise = new StationaryNoise(correlation, positions);
    double[] lower = new double[16];
    noise.factor(noise.coordinates(new double[] {sd, length}), lower);
    double[] covariance = Cholesky.product(lower, 4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double distance = Math.abs(positions[i] - positions[j]);
        double expected =
            i == j ? 1 + StationaryNoise.NUGGET : matern(smoothness, distance / length);
        assertThat(covariance[i * 4 + j]).isCloseTo(sd * sd * expected, within(1e-13));
      }
    }
  }

  @Test
  void staysPositiveDefiniteWhereSensorsAlmostMeet() {
    double[] positions = new double[60];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i / 59.0;
    }
    positions[1] = positions[0] + 1e-9;
    StationaryNoise noise = new StationaryNoise(Correlation.MATERN_5_2, positions);
    double[] lower = new double[60 * 60];
    noise.factor(noise.coordinates(new double[] {1, 30}), lower);
    for (int i = 0; i < 60; i++) {
      assertThat(lower[i * 60 + i]).isGreaterThan(1e-5);
    }
  }

  @Test
  void refusesPositionsThatCannotBe() {
    assertRefused("at least 2 positions, not 1", 0.5);
    assertRefused("0.5 is given twice", 0.5, 0.1, 0.5);
    assertRefused("finite positions, not NaN", 0.5, Double.NaN);
    assertThatThrownBy(() -> new IsotropicNoise(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the noise's dimension must be at least 1, not 0");
  }

  private static void assertRefused(String message, double... positions) {
    assertThatThrownBy(() -> new StationaryNoise(Correlation.EXPONENTIAL, positions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /**
   * 2^(1−ν)/Γ(ν) s^ν K_ν(s), s = √(2ν) r, with K_ν(s) = ∫ exp(−s cosh t) cosh(νt) dt over t > 0.
   */
  private static double matern(double smoothness, double r) {
    double s = Math.sqrt(2 * smoothness) * r;
    double step = 1e-3;
    double bessel = 0.5 * Math.exp(-s);
    for (int k = 1; k < 20_000; k++) {
      double t = k * step;
      bessel += Math.exp(-s * Math.cosh(t)) * Math.cosh(smoothness * t);
    }
    bessel *= step;
    double gamma = Math.sqrt(Math.PI);
    for (double x = 0.5; x < smoothness; x++) {
      gamma *= x;
    }
    return Math.pow(2, 1 - smoothness) / gamma * Math.pow(s, smoothness) * bessel;
  }
}
