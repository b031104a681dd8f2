package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoisySampleTest {

  @Test
  void theErrorsVarianceIsTakenOff() {
    // Mean 5, variance 2·(16 + 9)/(5 − 1) = 12.5.
    NoisySample sample = new NoisySample(new double[] {9, 1, 5, 2, 8}, 3.5);
    assertThat(sample.mean()).isEqualTo(5);
    assertThat(sample.sd()).isCloseTo(3, within(1e-15));
    assertThat(new NoisySample(new double[] {9, 1, 5, 2, 8}, 0).sd())
        .isCloseTo(Math.sqrt(12.5), within(1e-15));
  }

  @Test
  void aSpreadThatErrorsExplainIsOneStandardErrorOfTheVariance() {
    double[] values = new double[201];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2 == 0 ? 1 : -1;
    }
    double mean = 1.0 / 201;
    double variance = (201 - 201 * mean * mean) / 200;
    for (double error : new double[] {variance, 2 * variance}) {
      double sd = new NoisySample(values, error).sd();
      assertThat(sd * sd).isCloseTo(0.1 * variance, within(1e-14));
    }
  }

  @Test
  void valuesWithoutSpreadTakeTheErrorsOrTheirMagnitude() {
    double[] equal = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    assertThat(new NoisySample(equal, 0).mean()).isEqualTo(0.1);
    assertThat(new NoisySample(equal, 4).sd()).isEqualTo(2);
    assertThat(new NoisySample(equal, 0).sd()).isEqualTo(0.1);
    assertThat(new NoisySample(new double[] {-3}, 0).sd()).isEqualTo(3);
    assertThat(new NoisySample(new double[] {0}, 0).sd()).isEqualTo(1);
  }
}
