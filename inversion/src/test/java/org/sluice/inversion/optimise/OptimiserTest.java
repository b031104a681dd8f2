package org.sluice.inversion.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.settings.Optimisation;

class OptimiserTest {

  @Test
  void adamsFirstStepIsTheLearningRateAgainstTheSign() {
    double[] parameters = {1, 2, 3};
    double[] gradient = {4, -1e-3, 1e-8};
    new AdamOptimiser(3).step(0.1, parameters, gradient);
    assertThat(parameters[0]).isCloseTo(1 - 0.1 / (1 + 1e-8 / 4), within(1e-15));
    assertThat(parameters[1]).isCloseTo(2 + 0.1 / (1 + 1e-8 / 1e-3), within(1e-15));
    assertThat(parameters[2]).isCloseTo(3 - 0.1 / 2, within(1e-15));
  }

  @Test
  void theLearningRateHalvesFromQuarterToQuarter() {
    Optimisation optimisation = Optimisation.defaults().withSteps(100).withLearningRate(0.8);
    assertThat(optimisation.learningRate(25)).isEqualTo(0.8);
    assertThat(optimisation.learningRate(26)).isEqualTo(0.4);
    assertThat(optimisation.learningRate(75)).isEqualTo(0.2);
    assertThat(optimisation.learningRate(100)).isEqualTo(0.1);
    assertThat(optimisation.lastLearningRate()).isEqualTo(0.1);
  }

  @Test
  void thePriorAddsItsValueAndGradient() {
    GaussianPrior prior =
        new GaussianPrior(new double[] {1, 2}, new double[] {2, Double.POSITIVE_INFINITY});
    double[] gradient = {10, 20, 30};
    assertThat(prior.evaluate(new double[] {5, 9, 9}, gradient)).isEqualTo(2);
    assertThat(gradient).containsExactly(11, 20, 30);
  }
}
