package org.sluice.inversion.population.examine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.Problems;

class IndividualsTest {

  private static final double[] TRUTH = {0.5, -0.4, 0.6, 0.8};

  @Test
  void aSingleOneShowsNoSpread() {
    assertThat(Individuals.warning(Problems.linearGaussian(1, TRUTH, 0.3)))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("a single individual shows no spread"));
    assertThat(Individuals.warning(Problems.linearGaussian(2, TRUTH, 0.3))).isEmpty();
  }

  /** Three readings of one number each are three draws of the population and not nine. */
  @Test
  void drawsOfThePopulationAreCounted() {
    assertThat(skewed(3))
        .isEqualTo(
            "3 individuals determine at most 3 numbers of the population, and 4 are sought; give more individuals, or choose families with fewer numbers");
    assertThat(skewed(4)).isEmpty();
  }

  private static String skewed(int rows) {
    return warning(
        new SinhArcsinhMeasure(1),
        new ReplicatesMap(3),
        new double[] {0, 1, 0, 1},
        new IsotropicNoise(3),
        rows);
  }

  @Test
  void observationsAreCounted() {
    assertThat(full(4))
        .contains("4 individuals determine at most 24 numbers of population and noise together")
        .contains("25 are sought");
    assertThat(full(5)).isEmpty();
  }

  private static String full(int rows) {
    return warning(
        GaussianMeasure.diagonal(2), new LinearMap(Problems.MATRIX), TRUTH, new FullNoise(6), rows);
  }

  private static String warning(
      ParameterMeasure measure, DifferentiableMap map, double[] truth, NoiseModel noise, int rows) {
    double[] physical = noise.physical(noise.coordinatesOfStandardDeviation(0.5));
    return Individuals.warning(Problems.of(measure, map, noise, truth, physical, rows, 4))
        .orElse("");
  }
}
