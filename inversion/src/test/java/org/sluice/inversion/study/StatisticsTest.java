package org.sluice.inversion.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void errorsAreSummarised() {
    ErrorSummary summary = ErrorSummary.of(new double[] {4, 1, 2, 3, 10}, 2);
    assertThat(summary).isEqualTo(new ErrorSummary(5, 2, 3, 4, 2, Math.sqrt(70.0 / 5)));
    assertThat(ErrorSummary.of(new double[0], 2).rootMeanSquareError()).isNaN();
    assertThat(ErrorSummary.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }

  @Test
  void theSignTestIsThatOfCoins() {
    double[] zero = new double[10];
    double[] errors = {1, -1, 1, 1, 1, 1, 1, 1, -1, 0};
    // Nine of nine: 2 / 2⁹.
    assertThat(SignTest.of(zero, errors)).isEqualTo(new SignTest(9, 0, 1, 2.0 / 512));
    double[] mixed = {2, 2, 0, 0, 0, 0, 0, 0, 0, 0};
    SignTest test = SignTest.of(mixed, errors);
    assertThat(test.wins()).isEqualTo(7);
    assertThat(test.losses()).isEqualTo(2);
    // 2 (1 + 9 + 36) / 2⁹.
    assertThat(test.pValue()).isCloseTo(92.0 / 512, within(1e-12));
    assertThat(SignTest.of(zero, zero).pValue()).isEqualTo(1);
    assertThatThrownBy(() -> SignTest.of(zero, new double[3])).hasMessageContaining("10 and 3");
  }

  @Test
  void aPowerLawHasItsPower() {
    double[] x = {10, 100, 1000, 10000};
    LogLogSlope exact = LogLogSlope.of(x, new double[] {3, 0.3, 0.03, 0.003});
    assertThat(exact.slope()).isCloseTo(-1, within(1e-12));
    assertThat(exact.upper() - exact.lower()).isCloseTo(0, within(1e-6));
    // By hand: log10 y = 0, 1, 1, 2 over 1 … 4 has slope 0.6, residual 0.2, error √(0.1/5), and
    // Student's 97.5 % quantile with 2 degrees of freedom is 4.302653.
    LogLogSlope rough = LogLogSlope.of(x, new double[] {1, 10, 10, 100});
    double half = 4.302652729911275 * Math.sqrt(0.1 / 5);
    assertThat(rough.slope()).isCloseTo(0.6, within(1e-12));
    assertThat(rough.lower()).isCloseTo(0.6 - half, within(1e-9));
    assertThat(rough.upper()).isCloseTo(0.6 + half, within(1e-9));
  }

  @Test
  void pointsWithoutLogarithmAreLeftOut() {
    LogLogSlope slope =
        LogLogSlope.of(new double[] {1, 2, 4, 8}, new double[] {1, Double.NaN, 16, 0});
    assertThat(slope.points()).isEqualTo(2);
    assertThat(slope.slope()).isCloseTo(2, within(1e-12));
    assertThat(slope.lower()).isNaN();
    assertThat(LogLogSlope.of(new double[] {1}, new double[] {1}).slope()).isNaN();
  }
}
