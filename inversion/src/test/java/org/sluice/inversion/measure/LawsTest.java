package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sluice.inversion.measure.SampledLaw.columns;
import static org.sluice.inversion.measure.SampledLaw.covariance;
import static org.sluice.inversion.measure.SampledLaw.mean;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Samples against the law they are drawn from. Tolerances are four standard errors. */
class LawsTest {

  private static final int SAMPLES = SampledLaw.SAMPLES;
  private static final double ROOT = Math.sqrt(SAMPLES);

  @Test
  void gaussian() {
    double[][] z = columns(GaussianMeasure.full(2), 0.5, -1, 4, 1.2, 1);
    assertThat(mean(z[0])).isCloseTo(0.5, within(4 * 2 / ROOT));
    assertThat(mean(z[1])).isCloseTo(-1, within(4 / ROOT));
    assertThat(covariance(z[0], z[0])).isCloseTo(4, within(4 * 4 * Math.sqrt(2) / ROOT));
    assertThat(covariance(z[0], z[1])).isCloseTo(1.2, within(4 * Math.sqrt(4 + 1.44) / ROOT));
    assertThat(covariance(z[1], z[1])).isCloseTo(1, within(4 * Math.sqrt(2) / ROOT));
  }

  @Test
  void logNormalByItsMoments() {
    double[][] z = columns(LogNormalMeasure.byMoments(1), 2, 0.3);
    assertThat(mean(z[0])).isCloseTo(2, within(4 * 0.3 / ROOT));
    assertThat(Math.sqrt(covariance(z[0], z[0]))).isCloseTo(0.3, within(4 * 0.3 / ROOT));
  }

  @Test
  void logNormal() {
    double[][] z = columns(LogNormalMeasure.full(2), 0.5, -1, 0.25, 0.1, 0.16);
    double[] logs0 = Arrays.stream(z[0]).map(Math::log).toArray();
    double[] logs1 = Arrays.stream(z[1]).map(Math::log).toArray();
    assertThat(mean(logs0)).isCloseTo(0.5, within(4 * 0.5 / ROOT));
    assertThat(covariance(logs0, logs1)).isCloseTo(0.1, within(4 * Math.sqrt(0.05) / ROOT));
  }

  @Test
  void boundedHasItsMedianAndBounds() {
    BoundedMeasure measure = new BoundedMeasure(new double[] {-1}, new double[] {3});
    double[] z = columns(measure, 2, 0.8)[0];
    Arrays.sort(z);
    // The density of z at its median: φ(0)/0.8 · dlogit/dz.
    double density = 0.3989 / 0.8 * 4 / (3.0 * 1.0);
    assertThat(z[SAMPLES / 2]).isCloseTo(2, within(4 * 0.5 / density / ROOT));
    assertThat(z[0]).isGreaterThan(-1);
    assertThat(z[SAMPLES - 1]).isLessThan(3);
  }

  @Test
  void namesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> GaussianMeasure.diagonal(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the population must have at least 1 parameter, not 0");
    assertThatThrownBy(() -> new BoundedMeasure(new double[] {1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interval 1 is (1.0, 1.0)");
    assertThatThrownBy(() ->
            new BoundedMeasure(new double[] {0}, new double[] {1})
                .coordinates(new double[] {1.5, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the population's median must be in (0.0, 1.0), not 1.5");
    assertThat(GaussianMeasure.diagonal(1).names()).containsExactly("mean", "sd");
    assertThat(LogNormalMeasure.full(2).names())
        .containsExactly(
            "meanOfLog[1]",
            "meanOfLog[2]",
            "covarianceOfLog[1,1]",
            "covarianceOfLog[2,1]",
            "covarianceOfLog[2,2]");
  }
}
