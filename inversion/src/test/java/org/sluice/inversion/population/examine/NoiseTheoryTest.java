package org.sluice.inversion.population.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Weight;

class NoiseTheoryTest {

  private static final Method STANDARD_CORRECTED =
      new Method(GradientVariant.STANDARD, Weight.NOISE, FiniteSample.CORRECTED);

  @ParameterizedTest
  @CsvSource({
    // Simulated apart, to about 1 %.
    "5, 5, 0.720",
    "50, 50, 0.1030",
    "1000, 1000, 0.00633",
    "10, 400, 0.265",
    "1000, 400, 0.0108"
  })
  void twoSamplesOfOneLawDifferByW(int n, int m, double w) {
    assertThat(SampleDistance.expected(n, m)).isCloseTo(w, within(0.015 * w));
  }

  @Test
  void expectedOrderStatisticsAreThose() {
    double[] two = SampleDistance.orderStatistics(2);
    assertThat(two[1]).isCloseTo(1 / Math.sqrt(Math.PI), within(1e-12));
    assertThat(SampleDistance.orderStatistics(3)[2])
        .isCloseTo(1.5 / Math.sqrt(Math.PI), within(1e-12));
    assertThat(SampleDistance.orderStatistics(1)).containsExactly(0);
    assertThat(SampleDistance.expected(2, 2)).isCloseTo(2 - 2 / Math.PI, within(1e-12));
    // Harter, "Expected values of normal order statistics", Biometrika 48, 1961.
    assertThat(SampleDistance.orderStatistics(100)[99]).isCloseTo(2.50759, within(5e-6));
  }

  @Test
  void manyDrawsAreExpandedAsWellAsIntegrated() {
    // Where one goes over into the other, means rise without a step.
    double[] means = SampleDistance.orderStatistics(5000);
    double before = means[999] - means[998];
    double across = means[1000] - means[999];
    double after = means[1001] - means[1000];
    assertThat(across).isCloseTo((before + after) / 2, within(1e-4 * across));
  }

  @Test
  void withoutSignalTheBiasIsKnown() {
    // (s − s†)² + w s s† has its minimum at s = s† (1 − w/2); over s² at s† / (1 − w/2).
    NoiseTheory theory = new NoiseTheory(new double[9], 3);
    double w = 0.3;
    assertThat(theory.relativeBias(Method.PAPER_CUT, 0.7, w)).isCloseTo(-w / 2, within(1e-7));
    assertThat(theory.relativeBias(Method.PAPER_STANDARD, 0.7, w))
        .isCloseTo(1 / (1 - w / 2) - 1, within(1e-7));
    // (1 − w/2)(s − s†)² + w s†²/2 has its minimum at s†; over s² at s† / (1 − w/2).
    assertThat(theory.relativeBias(Method.SLUICE, 0.7, w)).isZero();
    assertThat(theory.relativeBias(STANDARD_CORRECTED, 0.7, w))
        .isCloseTo(1 / (1 - w / 2) - 1, within(1e-7));
  }

  @Test
  void signalAddsToTheBiasAsForSmallWExpanded() {
    // κ = E[γ²/s²], cut −w/(2κ), standard +(w/κ)(tr Cov(y)/(d γ²) − ½).
    int d = 2;
    double gamma = 0.5;
    double[] signal = {0.4, 0, 0, 0};
    NoiseTheory theory = new NoiseTheory(signal, d);
    // E over the circle of γ²/(γ² + a cos²) = γ / √(γ² + a).
    double kappa = gamma / Math.sqrt(gamma * gamma + 0.4);
    double w = 1e-4;
    double ratio = 1 + 0.4 / (d * gamma * gamma);
    assertThat(theory.relativeBias(Method.PAPER_CUT, gamma, w))
        .isCloseTo(-w / (2 * kappa), within(0.02 * w));
    assertThat(theory.relativeBias(Method.PAPER_STANDARD, gamma, w))
        .isCloseTo(w / kappa * (ratio - 0.5), within(0.02 * w));
    // The corrected loss's minimum w E s†²/2 over γ² adds +(w/κ) tr Cov(y)/(2 d γ²).
    assertThat(theory.relativeBias(STANDARD_CORRECTED, gamma, w))
        .isCloseTo(w / kappa * ratio / 2, within(0.02 * w));
  }

  @Test
  void theBoundCountsDirectionsThatTheSignalLeavesFree() {
    // One direction is all signal, so three are left of four.
    double[] signal = new double[16];
    signal[5] = 1e12;
    assertThat(new NoiseTheory(signal, 4).relativeBound(0.3, 50))
        .isCloseTo(1 / Math.sqrt(2 * 50 * 3.0), within(1e-12));
    // Signal as strong as the noise: each direction tells a quarter.
    double[] equal = {0.09, 0, 0, 0.09};
    assertThat(new NoiseTheory(equal, 2).relativeBound(0.3, 50))
        .isCloseTo(1 / Math.sqrt(2 * 50 * 0.5), within(1e-12));
  }
}
