package org.sluice.inversion.population.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.Moments;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Execution;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.ElementType;

/** Ordinary problems arrive near the truth from their plain starts, in every unit. */
class ArrivalInUnitsTest {

  private static final int ROWS = 200;
  private static final double ERRORS = 3.5;

  private static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(2 * ROWS).withSlices(12))
          .with(Optimisation.defaults().withType(OptimiserType.GAUSS_NEWTON).withSteps(400));

  /** Runs from physical numbers of the population, with the default start of the noise. */
  private static Result arrived(Problem problem, Settings settings, double... population) {
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, population));
    assertThat(result.arrival().verdict())
        .as("%s", result.arrival().warning().orElse(""))
        .isEqualTo(Verdict.ARRIVED);
    return result;
  }

  private static double[] numbers(Result result) {
    return IntStream.range(0, 2)
        .boxed()
        .flatMap(i -> (i == 0 ? result.parameters() : result.noise()).stream())
        .mapToDouble(Parameter::value)
        .toArray();
  }

  private static void requireNear(Result result, double... truth) {
    double[] numbers = numbers(result);
    double[] errors = result.arrival().standardErrors();
    for (int i = 0; i < truth.length; i++) {
      assertThat((numbers[i] - truth[i]) / errors[i])
          .as("%s, not %s", Arrays.toString(numbers), Arrays.toString(truth))
          .isCloseTo(0, within(ERRORS));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-6, 1e-10, 1000})
  void replicates(double factor) {
    Unit unit = new Unit(factor, 0);
    Family family =
        new Family(
            "blood pressure",
            true,
            of -> GaussianMeasure.diagonal(1),
            of -> new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {120, 15},
            new double[] {5});
    Problem problem = family.problem(unit, ROWS, 3);
    requireNear(
        arrived(problem, SETTINGS, 100 * factor, 30 * factor),
        120 * factor,
        15 * factor,
        5 * factor);
  }

  /** Data whose scatter is in the tenth digit, as of a frequency or a coordinate far away. */
  @Test
  void scatterInTheTenthDigit() {
    Family family =
        new Family(
            "far away",
            true,
            of -> GaussianMeasure.diagonal(1),
            of -> new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {120, 15},
            new double[] {5});
    Problem problem = family.problem(new Unit(1e-7, 5000), ROWS, 3);
    Result result = arrived(problem, SETTINGS, 5000 + 100e-7, 30e-7);
    requireNear(result, 5000 + 120e-7, 15e-7, 5e-7);
  }

  /** Dates of days, with a noise of an hour: single precision has two digits after the point. */
  @ParameterizedTest
  @ValueSource(strings = {"F32", "F64"})
  void julianDates(ElementType precision) {
    Unit unit = new Unit(1, 2_460_000);
    Family family =
        new Family(
            "dates",
            true,
            of -> GaussianMeasure.diagonal(1),
            of -> new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {5, 2},
            new double[] {0.05});
    Problem problem = family.problem(unit, ROWS, 4);
    Settings settings = SETTINGS.with(Execution.defaults().withPrecision(precision));
    requireNear(arrived(problem, settings, 2_460_003, 3), 2_460_005, 2, 0.05);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1000, 1e-3})
  void skewedPopulations(double factor) {
    Unit unit = new Unit(factor, 0);
    Family family =
        new Family(
            "skewed",
            true,
            of -> new SinhArcsinhMeasure(1),
            of -> new ReplicatesMap(3),
            new IsotropicNoise(3),
            new double[] {60, 12, 0.5, 1.1},
            new double[] {4});
    Problem problem = family.problem(unit, 400, 5);
    double spread = problem.pooledStandardDeviation();
    double mean = Arrays.stream(problem.group().data().toDoubles()).average().orElseThrow();
    Settings settings = SETTINGS.with(SETTINGS.sampling().withSamples(800));
    Result result = arrived(problem, settings, mean, spread, 0, 1);
    requireNear(result, 60 * factor, 12 * factor, 0.5, 1.1, 4 * factor);
    Moments moments = Moments.of(problem.measure(), Arrays.copyOf(result.coordinates(), 4));
    double[] truth = problem.measure().coordinates(new double[] {60, 12, 0.5, 1.1});
    assertThat(moments.skewness()[0])
        .isCloseTo(Moments.of(problem.measure(), truth).skewness()[0], within(0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1000, 1e-9})
  void correlationsOfNoise(double factor) {
    double[] truth = {1, 0.66, 1, 0.66, 0.66, 1};
    Problem problem =
        Families.noise("full", new FullNoise(3), truth).problem(new Unit(factor, 0), ROWS, 6);
    Result result = arrived(problem, SETTINGS);
    requireNear(result, Arrays.stream(truth).map(e -> factor * factor * e).toArray());
    double[] covariance = result.covariances().getFirst();
    assertThat(covariance[3] / Math.sqrt(covariance[0] * covariance[4]))
        .isCloseTo(0.66, within(0.12));
  }

  /** Reaction times over ten days, in milliseconds, seconds and hours. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1 / 3.6e6})
  void interceptAndSlope(double factor) {
    double[][] matrix = new double[10][];
    Arrays.setAll(matrix, day -> new double[] {1, day});
    Family family =
        new Family(
            "reaction times",
            true,
            of -> GaussianMeasure.diagonal(2),
            of -> new LinearMap(matrix),
            new IsotropicNoise(10),
            new double[] {251.4, 10.5, 24.7, 5.9},
            new double[] {25.6});
    Problem problem = family.problem(new Unit(factor, 0), ROWS, 7);
    Result result = arrived(problem, SETTINGS, 250 * factor, 0, 50 * factor, 50 * factor);
    requireNear(result, 251.4 * factor, 10.5 * factor, 24.7 * factor, 5.9 * factor, 25.6 * factor);
  }

  /**
   * Standard deviation and length all but compensate for each other, so a step of few samples and
   * slices says little about them.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-6})
  void correlatedNoiseOverManyOutputs(double factor) {
    double[] positions = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    Family family =
        Families.noise(
            "correlated", new StationaryNoise(Correlation.EXPONENTIAL, positions), 3, 20);
    Problem problem = family.problem(new Unit(factor, 0), ROWS, 8);
    Settings settings = SETTINGS.with(SETTINGS.sampling().withSamples(8 * ROWS).withSlices(320));
    Result result = arrived(problem, settings);
    requireNear(result, 3 * factor, 20);
    assertThat(numbers(result)[0] / factor).isCloseTo(3, within(0.4));
  }
}
