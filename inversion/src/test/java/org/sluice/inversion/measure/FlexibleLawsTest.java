package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.algebra.StandardNormal;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

/** Mixtures, sinh-arcsinh laws and learned laws against their known properties. */
class FlexibleLawsTest {

  private static final int SAMPLES = 40_000;
  private static final double ROOT = Math.sqrt(SAMPLES);

  @Test
  void theMapToAMixtureInvertsItsDistributionFunctionInBothTails() {
    double[] weights = {0.2, 0.5, 0.3};
    double[] means = {-20, 0.5, 3};
    double[] sds = {0.4, 1.5, 0.02};
    GaussianMixtureMeasure measure = new GaussianMixtureMeasure(3, 1);
    double[] omega = {-8.2, -5, -1, -0.83, 0, 0.3, 0.6, 1, 4, 8.2};
    double[] z = sample(measure, omega, 0.2, 0.5, -20, 0.5, 3, 0.4, 1.5, 0.02);
    for (int i = 0; i < omega.length; i++) {
      double side = omega[i] > 0 ? -1 : 1;
      double probability = 0;
      for (int k = 0; k < 3; k++) {
        probability += weights[k] * StandardNormal.below(side * (z[i] - means[k]) / sds[k]);
      }
      double expected = StandardNormal.below(side * omega[i]);
      assertThat(probability / expected).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aMixtureOfOneIsAGaussian() {
    double[] omega = FixedNormals.values(300, 3);
    double[] z = sample(new GaussianMixtureMeasure(1, 2), omega, 1, -2, 0.5, 3);
    for (int i = 0; i < omega.length; i += 2) {
      assertThat(z[i]).isCloseTo(1 + 0.5 * omega[i], within(1e-14));
      assertThat(z[i + 1]).isCloseTo(-2 + 3 * omega[i + 1], within(1e-14));
    }
  }

  @Test
  void aMixtureOfTwoParametersHasItsDependence() {
    double[] physical = {0.3, -1, 0.5, 1, 0.9, 0.7, 0.3, 0.4, 1.2};
    double[] z =
        sample(new GaussianMixtureMeasure(2, 2), FixedNormals.values(2 * SAMPLES, 5), physical);
    // E over components, exactly: the two parameters are dependent through the component alone.
    double meanA = 0.3 * -1 + 0.7 * 1;
    double meanB = 0.3 * 0.5 + 0.7 * 0.9;
    double product = 0.3 * -1 * 0.5 + 0.7 * 1 * 0.9;
    double squareB = 0.3 * (0.25 + 0.09) + 0.7 * (0.81 + 1.44);
    double[] sums = new double[4];
    int both = 0;
    for (int i = 0; i < z.length; i += 2) {
      sums[0] += z[i] / SAMPLES;
      sums[1] += z[i + 1] / SAMPLES;
      sums[2] += z[i] * z[i + 1] / SAMPLES;
      sums[3] += z[i + 1] * z[i + 1] / SAMPLES;
      both += z[i] < 0 && z[i + 1] < 0 ? 1 : 0;
    }
    assertThat(sums[0]).isCloseTo(meanA, within(4 * 1.1 / ROOT));
    assertThat(sums[1]).isCloseTo(meanB, within(4 * 1.1 / ROOT));
    assertThat(sums[2]).isCloseTo(product, within(4 * 1.7 / ROOT));
    assertThat(sums[3]).isCloseTo(squareB, within(4 * 3 / ROOT));
    double expected =
        0.3 * StandardNormal.below(1 / 0.7) * StandardNormal.below(-0.5 / 0.3)
            + 0.7 * StandardNormal.below(-1 / 0.4) * StandardNormal.below(-0.9 / 1.2);
    assertThat(both / (double) SAMPLES).isCloseTo(expected, within(4 * Math.sqrt(expected) / ROOT));
  }

  @Test
  void sinhArcsinhHasItsQuantilesAndNormalMember() {
    SinhArcsinhMeasure measure = new SinhArcsinhMeasure(1);
    double[] omega = {-8, -1.5, 0, 0.2, 8};
    double[] normal = sample(measure, omega, 2, 3, 0, 1);
    double[] skewed = sample(measure, omega, 2, 3, 0.5, 1.3);
    for (int i = 0; i < omega.length; i++) {
      assertThat(normal[i]).isCloseTo(2 + 3 * omega[i], within(1e-13));
      double root = Math.sqrt(1 + omega[i] * omega[i]);
      double bent = 1.3 * (Math.signum(omega[i]) * Math.log(Math.abs(omega[i]) + root) + 0.5);
      double expected = 2 + 1.5 * (Math.exp(bent) - Math.exp(-bent));
      assertThat(skewed[i] / expected).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void startsHaveTheirMoments() {
    double[] mean = {120};
    double[] sd = {15};
    for (ParameterMeasure measure :
        new ParameterMeasure[] {
          GaussianMeasure.diagonal(1),
          GaussianMeasure.full(1),
          LogNormalMeasure.byMoments(1),
          LogNormalMeasure.diagonal(1),
          LogNormalMeasure.full(1),
          new GaussianMixtureMeasure(3, 1),
          new SinhArcsinhMeasure(1),
          new LearnedMeasure(1, 8)
        }) {
      double[] z = sample(measure, FixedNormals.values(SAMPLES, 7), measure.physicalNear(mean, sd));
      double average = Arrays.stream(z).average().orElseThrow();
      double variance =
          Arrays.stream(z).map(v -> (v - average) * (v - average)).average().orElseThrow();
      assertThat(average).isCloseTo(120, within(4 * 15 / ROOT));
      assertThat(Math.sqrt(variance)).isCloseTo(15, within(4 * 15 / ROOT));
    }
    assertThat(new BoundedMeasure(new double[] {0}, new double[] {1}).physicalNear(mean, sd))
        .containsOnly(Double.NaN);
  }

  @Test
  void momentsAreThoseOfTheLaw() {
    LogNormalMeasure logNormal = LogNormalMeasure.byMoments(2);
    Moments moments = Moments.of(logNormal, logNormal.coordinates(new double[] {2, 5, 0.5, 1}));
    assertThat(moments.mean()[0]).isCloseTo(2, within(1e-4));
    assertThat(moments.sd()[0]).isCloseTo(0.5, within(5e-4));
    assertThat(moments.sd()[1]).isCloseTo(1, within(1e-3));
    // The skewness of a log-normal law of coefficient of variation c is 3c + c³.
    assertThat(moments.skewness()[1]).isCloseTo(3 * 0.2 + 0.008, within(0.01));
    GaussianMixtureMeasure mixture = new GaussianMixtureMeasure(2, 1);
    moments = Moments.of(mixture, mixture.coordinates(new double[] {0.25, -1, 3, 0.5, 2}));
    double variance = 0.25 * 0.25 + 0.75 * 4 + 0.25 * 0.75 * 16;
    assertThat(moments.mean()[0]).isCloseTo(2, within(1e-4));
    assertThat(moments.sd()[0]).isCloseTo(Math.sqrt(variance), within(1e-3));
  }

  @Test
  void namesArgumentsThatCannotBe() {
    assertThatThrownBy(() -> new GaussianMixtureMeasure(0, 1))
        .hasMessage("a mixture needs at least 1 component and 1 parameter, not 0 and 1");
    assertThatThrownBy(() -> new LearnedMeasure(1, 0))
        .hasMessageContaining("at least 1 parameter and 1 hidden unit, not 1 and 0");
    assertThatThrownBy(() ->
            new GaussianMixtureMeasure(3, 1).coordinates(new double[] {0.5, 0.6, 0, 0, 0, 1, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must leave something of 1 for the last component");
    assertThat(new GaussianMixtureMeasure(2, 1).names())
        .containsExactly("weight", "mean[1]", "mean[2]", "sd[1]", "sd[2]");
    assertThat(new GaussianMixtureMeasure(3, 2).names())
        .startsWith("weight[1]", "weight[2]", "mean[1,1]", "mean[1,2]")
        .endsWith("sd[3,2]");
  }

  private static double[] sample(ParameterMeasure measure, double[] omega, double... physical) {
    int q = measure.dimension();
    int rows = omega.length / q;
    double[] z = new double[omega.length];
    measure.sample(measure.coordinates(physical), Matrix.of(omega, rows, q), Matrix.of(z, rows, q));
    return z;
  }
}
