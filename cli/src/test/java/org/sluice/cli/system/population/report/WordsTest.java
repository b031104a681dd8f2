package org.sluice.cli.system.population.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.uncertainty.Interval;

class WordsTest {

  @Test
  void numbersHaveTheDigitsOfTheirErrors() {
    assertThat(Words.number(118.7342, 1.4, 6)).isEqualTo("118.734");
    assertThat(Words.number(2_460_000.0523, 0.012, 6)).isEqualTo("2460000.052");
    assertThat(Words.number(2_460_000.5, Double.NaN, 6)).isEqualTo("2460000.5");
    assertThat(Words.number(-123_456, Double.NaN, 5)).isEqualTo("-123456.0");
    assertThat(Words.number(123_456.78, Double.NaN, 6)).isEqualTo("123456.8");
    assertThat(Words.number(2.392e53, Double.NaN, 6)).isEqualTo("2.39200e+53");
    assertThat(Words.number(2.392e53, 1e53, 6)).isEqualTo("2.39200e+53");
    assertThat(Words.number(2_460_000.5, 0, 6)).isEqualTo("2460000.5");
    assertThat(Words.number(1.5e-12, 1e-13, 5)).isEqualTo("1.5000e-12");
    assertThat(Words.number(0, 0.1, 5)).isEqualTo("0.0000");
    assertThat(Words.number(3, Double.NaN, 5)).isEqualTo("3.0000");
  }

  @Test
  void endsOfIntervalsAreToldApart() {
    assertThat(Words.of(new Interval.Range(2_460_000.04, 2_460_000.07), Double.NaN))
        .isEqualTo("2460000.0400 to 2460000.0700");
    assertThat(Words.of(new Interval.Range(1, 2), 0.95)).isEqualTo("1.0000 to 2.0000 (95 %)");
  }
}
