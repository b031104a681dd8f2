package org.sluice.inversion.population.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.Matrix;

/** The finite-sample correction: a loss whose minimum is at the truth for every N. */
class CorrectedLossTest {

  private static final Method CORRECTED =
      new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.CORRECTED);

  /** E W₂² between two samples of five standard normals (Monte Carlo, to 1 %). */
  private static final double DISTANCE_OF_FIVE = 0.720;

  /** Steps that see five fresh data each follow the loss as averaged over data sets of five. */
  @Test
  void averagedOverDataSetsOfFiveItsMinimumIsTheTruthAndThePlainOnesIsBelow() {
    Problem problem = noiseOnly(3, 20_000);
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(5).withSlices(6).withDataBatch(5))
            .with(new Optimisation(4000, 0.02, 4, 0.5));
    Start start = Start.of(problem, new double[0]);
    double corrected = gamma(problem, settings.with(CORRECTED), start);
    double plain = gamma(problem, settings.with(Method.PAPER_CUT), start);
    assertThat(corrected).isCloseTo(1, within(0.02));
    // (s − 1)² + w s has its minimum at 1 − w/2.
    assertThat(plain).isCloseTo(1 - DISTANCE_OF_FIVE / 2, within(0.02));
  }

  private static double gamma(Problem problem, Settings settings, Start start) {
    return ScalarBackend.run(problem, settings, start).noise().getFirst().value();
  }

  private static Problem noiseOnly(int dimension, int rows) {
    return Problems.of(
        new EmptyMeasure(),
        new ZeroMap(dimension),
        new IsotropicNoise(dimension),
        new double[0],
        new double[] {1},
        rows,
        31);
  }

  /** With many batches, order statistics are matched with their expectations, ±1/√π for two. */
  @Test
  void manyBatchesAreTheExpectedOrderStatistics() {
    double[] data = {-0.3, 1.1};
    Problem problem =
        new Problem(
            new EmptyMeasure(), new ZeroMap(1), new IsotropicNoise(1), Matrix.of(data, 2, 1));
    Settings settings =
        Settings.defaults()
            .with(CORRECTED)
            .with(Sampling.defaults().withSamples(100_000).withSlices(1));
    double gamma = 0.7;
    double value = evaluate(problem, settings, new double[] {Math.log(gamma)}, null);
    double expected = gamma / Math.sqrt(Math.PI);
    double squared = (Math.pow(-0.3 + expected, 2) + Math.pow(1.1 - expected, 2)) / 2;
    // Means of 50,000 order statistics, whose standard deviation is below 1.
    assertThat(value).isCloseTo(squared / 2 / (gamma * gamma), within(0.02));
  }

  /** One datum says nothing about the spread: E D = (y − E x)², whatever γ. */
  @Test
  void withOneDatumOnlyTheMeanIsSeen() {
    Problem problem =
        new Problem(
            GaussianMeasure.diagonal(1),
            new LinearMap(new double[][] {{1}}),
            new IsotropicNoise(1),
            Matrix.of(new double[] {2}, 1, 1));
    Settings settings =
        Settings.defaults()
            .with(CORRECTED)
            .with(Sampling.defaults().withSamples(100_000).withSlices(1));
    double[] gradient = new double[3];
    double value = evaluate(problem, settings, new double[] {0.5, 0, 0}, gradient);
    // x has variance 2, so 100,000 of them have a mean within 0.02.
    assertThat(value).isCloseTo(1.5 * 1.5 / 2, within(0.04));
    assertThat(gradient[0]).isCloseTo(-1.5, within(0.02));
    assertThat(gradient[1]).isCloseTo(0, within(0.02));
    assertThat(gradient[2]).isCloseTo(0, within(0.02));
  }

  private static double evaluate(
      Problem problem, Settings settings, double[] point, double[] gradient) {
    return ScalarBackend.use((backend, parallelism) -> {
      try (Objective objective =
          new Objective(problem, settings, SignalCovariance.of(problem), 1, backend, parallelism)) {
        objective.draw(1);
        return objective.evaluate(point, gradient);
      }
    });
  }

  @Test
  void samplesAreBatchesOfTheDatasSize() {
    Problem problem = noiseOnly(2, 300);
    Settings settings = Settings.defaults();
    assertThat(new StepSizes(problem, settings).shape(problem.group(), 8).samples())
        .isEqualTo(1200);
    assertThat(new StepSizes(problem, settings).shape(problem.group(), 8).batches()).isEqualTo(4);
    Settings few = settings.with(Sampling.defaults().withSamples(11));
    assertThat(new StepSizes(problem, few).shape(problem.group(), 8).data()).isEqualTo(5);
    assertThat(new StepSizes(problem, few).shape(problem.group(), 8).batches()).isEqualTo(3);
    Settings whole = settings.with(few.sampling().withDataBatch(1000));
    assertThat(new StepSizes(problem, whole).shape(problem.group(), 8).data()).isEqualTo(300);
    assertThat(new StepSizes(problem, whole).shape(problem.group(), 8).batches()).isEqualTo(2);
    Settings plain = few.with(Method.PAPER_CUT);
    assertThat(new StepSizes(problem, plain).shape(problem.group(), 8).samples()).isEqualTo(11);
    assertThat(new StepSizes(problem, plain).shape(problem.group(), 8).data()).isEqualTo(300);
    assertThat(new StepSizes(problem, plain).shape(problem.group(), 8).batches()).isEqualTo(1);
  }
}
