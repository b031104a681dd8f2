package org.sluice.inversion.population.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.Matrix;

class WeightTest {

  @Test
  void theAverageForgetsAndItsFirstStepCountsInFull() {
    SignalCovariance signal = new SignalCovariance(2);
    assertThat(signal.isEmpty()).isTrue();
    signal.add(Matrix.of(new double[] {1, 0, -1, 0}, 2, 2));
    assertThat(total(signal)).containsExactly(new double[] {3, 0, 0, 1}, within(1e-14));
    signal.add(Matrix.of(new double[] {1, 2, -1, -2, 0, 0}, 3, 2));
    // (0.9 · (2, 0; 0, 0) + (1, 2; 2, 4)) / 1.9 + 1
    assertThat(total(signal))
        .containsExactly(
            new double[] {1 + 2.8 / 1.9, 2 / 1.9, 2 / 1.9, 1 + 4 / 1.9}, within(1e-14));
  }

  private static double[] total(SignalCovariance signal) {
    double[] factor = new double[4];
    signal.totalFactor(new double[] {1, 0, 0, 1}, factor);
    return Cholesky.product(factor, 2);
  }

  /** A linear signal's covariance is known: half of the slices have unit variance under each. */
  @Test
  void halfOfTheSlicesSeeTheNoiseAndHalfTheTotalWithVarianceOne() {
    double[] truth = {1, -0.5, 0.8, 0.6};
    Problem problem = Problems.linearGaussian(50, truth, 0.3);
    Settings settings =
        Settings.defaults().with(Sampling.defaults().withSamples(1000).withSlices(13));
    double[] signalCovariance = new double[36];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        for (int p = 0; p < 2; p++) {
          signalCovariance[i * 6 + j] +=
              Problems.MATRIX[i][p] * Problems.MATRIX[j][p] * truth[2 + p] * truth[2 + p];
        }
      }
    }
    double[] variances =
        ScalarBackend.use((backend, parallelism) -> {
          List<SignalCovariance> signals = SignalCovariance.of(problem);
          try (Objective objective =
              new Objective(problem, settings, signals, 13, backend, parallelism)) {
            double[] point = Start.of(problem, truth, new double[] {0.3}).concatenated();
            double[] gradient = new double[point.length];
            for (int step = 1; step <= 60; step++) {
              objective.draw(step);
              objective.step(point, gradient);
            }
            objective.evaluate(point, null);
            double[] variance = new double[13];
            double[] w = new double[6];
            for (int k = 0; k < 13; k++) {
              objective.whitened().get(k < 7 ? 0 : 1).readRow(k < 7 ? k : k - 7, w);
              for (int i = 0; i < 6; i++) {
                variance[k] += 0.09 * w[i] * w[i];
                for (int j = 0; k >= 7 && j < 6; j++) {
                  variance[k] += w[i] * signalCovariance[i * 6 + j] * w[j];
                }
              }
            }
            return variance;
          }
        });
    for (int k = 0; k < 13; k++) {
      // The average has the weight of 19 steps of 1000 samples.
      assertThat(variances[k]).isCloseTo(1, within(k < 7 ? 1e-12 : 0.05));
    }
  }

  @Test
  void combinationsWithoutMeaningAreRefused() {
    assertThatThrownBy(() -> new Method(GradientVariant.STANDARD, Weight.BOTH, FiniteSample.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("differentiates through the weight");
    Problem problem = Problems.linearGaussian(5, new double[] {0, 0, 1, 1}, 1);
    Settings one = Settings.defaults().with(Sampling.defaults().withSlices(1));
    assertThatThrownBy(
            () -> ScalarBackend.run(problem, one, Start.of(problem, new double[] {0, 0, 1, 1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take 2 or more");
  }

  @Test
  void methodsKnowTheirNames() {
    assertThat(Method.named("sluice")).contains(Method.SLUICE);
    assertThat(Method.named("paper-cut")).contains(Method.PAPER_CUT);
    assertThat(Method.named("paper-standard")).contains(Method.PAPER_STANDARD);
    assertThat(Method.named("paper")).isEmpty();
    assertThat(new Method(GradientVariant.CUT, Weight.POPULATION, FiniteSample.PLAIN).word())
        .isEqualTo("cut-population-plain");
  }
}
