package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.Moments;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Matrix;

/** Skewed and bimodal populations and heavy-tailed noise, recovered from simulated data. */
class LawsRecoveryTest {

  private static final int ROWS = 500;
  private static final double[] BIMODAL = {0.3, -2, 1, 0.5, 0.8};

  private static Settings settings(long steps, double learningRate) {
    return Settings.defaults()
        .with(Sampling.defaults().withSamples(2 * ROWS).withSlices(12))
        .with(Optimisation.defaults().withSteps(steps).withLearningRate(learningRate));
  }

  private static double[] values(List<Parameter> numbers) {
    return numbers.stream().mapToDouble(Parameter::value).toArray();
  }

  @Test
  void aBimodalMixtureIsRecoveredNumberByNumber() {
    GaussianMixtureMeasure mixture = new GaussianMixtureMeasure(2, 1);
    Problem problem = replicates(mixture, mixture, BIMODAL);
    Result result =
        ScalarBackend.run(
            problem,
            settings(250, 0.1),
            Start.of(problem, mixture.physicalNear(new double[] {0}, new double[] {1.5})));
    double[] found = values(result.parameters());
    // About three standard errors each of 500 units whose components hardly overlap.
    assertThat(found[0]).isCloseTo(0.3, within(0.065));
    assertThat(found[1]).isCloseTo(-2, within(0.17));
    assertThat(found[2]).isCloseTo(1, within(0.17));
    assertThat(found[3]).isCloseTo(0.5, within(0.17));
    assertThat(found[4]).isCloseTo(0.8, within(0.14));
    assertThat(values(result.noise())[0]).isCloseTo(0.5, within(0.04));
  }

  @Test
  void aLearnedLawFindsTheTwoModesThatItWasNotToldOf() {
    LearnedMeasure learned = new LearnedMeasure(1, 8);
    GaussianMixtureMeasure mixture = new GaussianMixtureMeasure(2, 1);
    Problem problem = replicates(mixture, learned, BIMODAL);
    double[] start = learned.physicalNear(new double[] {0}, new double[] {1.5});
    Result result = ScalarBackend.run(problem, settings(250, 0.05), Start.of(problem, start));
    double[] truth = quantiles(mixture, BIMODAL);
    double[] found = quantiles(learned, values(result.parameters()));
    double startsDistance = distance(quantiles(learned, start), truth);
    assertThat(startsDistance).isGreaterThan(0.3);
    assertThat(distance(found, truth)).isLessThan(0.17);
    assertThat(values(result.noise())[0]).isCloseTo(0.5, within(0.04));
  }

  @Test
  void skewedParametersAreRecoveredThroughALinearMap() {
    SinhArcsinhMeasure measure = new SinhArcsinhMeasure(2);
    double[] truth = {1, -0.5, 0.6, 0.4, 0.5, -0.3, 1, 1.2};
    Problem problem =
        Problems.of(
            measure,
            new LinearMap(Problems.MATRIX),
            new IsotropicNoise(6),
            truth,
            new double[] {0.2},
            ROWS,
            31);
    Result result =
        ScalarBackend.run(
            problem,
            settings(150, 0.1),
            Start.of(problem, measure.physicalNear(new double[] {0, 0}, new double[] {1, 1})));
    Moments expected = Moments.of(measure, measure.coordinates(truth));
    Moments found = Moments.of(measure, measure.coordinates(values(result.parameters())));
    for (int j = 0; j < 2; j++) {
      assertThat(found.mean()[j]).isCloseTo(expected.mean()[j], within(0.1));
      assertThat(found.sd()[j] / expected.sd()[j]).isCloseTo(1, within(0.17));
      assertThat(found.skewness()[j]).isCloseTo(expected.skewness()[j], within(0.5));
      assertThat(found.skewness()[j] * expected.skewness()[j]).isPositive();
    }
    assertThat(values(result.noise())[0]).isCloseTo(0.2, within(0.017));
  }

  @Test
  void studentNoiseIsRecoveredWithItsTail() {
    ParameterMeasure measure = new SinhArcsinhMeasure(1);
    ShapedNoise noise = new ShapedNoise(new IsotropicNoise(3), new StudentLaw());
    double[] truth = {0, 1, 0, 1};
    Problem problem =
        Problems.of(measure, new ReplicatesMap(3), noise, truth, new double[] {0.8, 4}, ROWS, 32);
    Result result =
        ScalarBackend.run(problem, settings(120, 0.1), Start.of(problem, truth.clone()));
    double[] found = values(result.noise());
    assertThat(found[0]).isCloseTo(0.8, within(0.08));
    // The tail of 1500 readings tells 1/ν to about 0.05.
    assertThat(1 / found[1]).isCloseTo(0.25, within(0.15));
  }

  /** Data of three readings each of units from one family, to be fitted by another. */
  private static Problem replicates(
      ParameterMeasure nature, ParameterMeasure model, double[] truth) {
    NoiseModel noise = new IsotropicNoise(3);
    Matrix data =
        Problems.of(nature, new ReplicatesMap(3), noise, truth, new double[] {0.5}, ROWS, 30)
            .group()
            .data();
    return new Problem(model, new ReplicatesMap(3), noise, data);
  }

  private static double[] quantiles(ParameterMeasure measure, double[] physical) {
    double[] z = new double[20_000];
    measure.sample(
        measure.coordinates(physical),
        Problems.normals(z.length, 1, 33, 0),
        Matrix.of(z, z.length, 1));
    Arrays.sort(z);
    return z;
  }

  /** W₂ between samples of equal size. */
  private static double distance(double[] first, double[] second) {
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      squares += (first[i] - second[i]) * (first[i] - second[i]) / first.length;
    }
    return Math.sqrt(squares);
  }
}
