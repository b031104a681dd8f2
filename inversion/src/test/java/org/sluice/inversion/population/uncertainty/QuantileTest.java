package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {

  private static final double[] SORTED = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  @ParameterizedTest
  @CsvSource({"0.5, 5", "0.1, 1", "0.9, 9", "0.25, 2.5", "0.05, 1", "0.99, 9", "0, 1", "1, 9"})
  void liesAtItsShareOfTheNumbersAndOneMore(double level, double expected) {
    assertThat(Quantile.of(SORTED, level)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.3", "1"})
  void ofOneNumberIsThatNumber(double level) {
    assertThat(Quantile.of(new double[] {7}, level)).isEqualTo(7);
  }
}
