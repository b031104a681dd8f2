package org.sluice.inversion.population.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.KnownCovariance;
import org.sluice.inversion.noise.KnownCovariances;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.examine.GradientCheck;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.KnownErrors;
import org.sluice.inversion.population.samples.Observations;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

class KnownNoiseTest {

  private static final double REMAINDER = 0.5;

  /** Standard deviations between two numbers, different in each entry. */
  private static Matrix deviations(int rows, int columns, double least, double most) {
    Matrix deviations = Matrix.of(new double[rows * columns], rows, columns);
    for (int n = 0; n < rows; n++) {
      for (int j = 0; j < columns; j++) {
        double uniform = Philox.uniform(5, 6, (long) n * columns + j);
        deviations.set(n, j, least + (most - least) * uniform);
      }
    }
    return deviations;
  }

  /** Covariances A Aᵀ + 0.1 of random A, another one in each row. */
  private static Matrix covariances(int rows, int d) {
    Matrix covariances = Matrix.of(new double[rows * d * d], rows, d * d);
    Matrix factors = Problems.normals(rows, d * d, 77, 3);
    for (int n = 0; n < rows; n++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double sum = i == j ? 0.1 : 0;
          for (int k = 0; k < d; k++) {
            sum += 0.3 * factors.get(n, i * d + k) * factors.get(n, j * d + k);
          }
          covariances.set(n, i * d + j, sum);
        }
      }
    }
    return covariances;
  }

  /** The problem's data with known noise on top of them. */
  static Problem withKnown(Problem problem, KnownNoise known, long seed) {
    Group group = problem.group();
    int rows = Math.toIntExact(group.data().rows());
    int d = group.dimension();
    Matrix noisy = Problems.normals(rows, d, seed, 9);
    double[] error = new double[d];
    for (int n = 0; n < rows; n++) {
      noisy.readRow(n, error);
      known.colour(n, error);
      for (int j = 0; j < d; j++) {
        noisy.set(n, j, group.data().get(n, j) + error[j]);
      }
    }
    return new Problem(
        problem.measure(),
        List.of(new Group("data", group.forward(), group.noise(), false, noisy, known)));
  }

  private static Problem withoutKnown(Problem problem) {
    Group group = problem.group();
    return new Problem(problem.measure(), group.forward(), group.noise(), group.data());
  }

  private static Problem noiseOnly(int rows, KnownNoise known) {
    return withKnown(
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(3),
            new IsotropicNoise(3),
            new double[0],
            new double[] {REMAINDER},
            rows,
            41),
        known,
        42);
  }

  private static double variance(Problem problem, Settings settings) {
    double sd =
        ScalarBackend.run(problem, settings, Start.of(problem, new double[0]))
            .noise()
            .getFirst()
            .value();
    return sd * sd;
  }

  /** The law is normal with or without, so the known variance is missed exactly. */
  @Test
  void withoutItGammaIsOverestimatedByTheKnownVariance() {
    int rows = 600;
    double known = 0.6;
    Problem problem = noiseOnly(rows, new KnownDeviations(deviations(rows, 3, known, known)));
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(1200).withSlices(9))
            .with(new Optimisation(200, 0.05, 4, 0.5));
    double with = variance(problem, settings);
    double without = variance(withoutKnown(problem), settings);
    // The data are the same, so the tolerance is for the samples' scatter over 100 averaged steps.
    assertThat(without - with).isCloseTo(known * known, within(0.015));
    // Three standard errors of 1800 normals of variance 0.61.
    assertThat(with).isCloseTo(REMAINDER * REMAINDER, within(0.06));
  }

  /** The corrected loss is unbiased although a batch's five data have five laws each. */
  @Test
  void averagedOverDataSetsOfFiveTheMinimumIsTheTruth() {
    int rows = 20_000;
    Problem problem = noiseOnly(rows, new KnownDeviations(deviations(rows, 3, 0, 1.5)));
    Settings settings =
        Settings.defaults()
            .with(new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.CORRECTED))
            .with(Sampling.defaults().withSamples(5).withSlices(6).withDataBatch(5))
            .with(new Optimisation(4000, 0.02, 4, 0.5));
    double[] truth = {REMAINDER};
    Start start = Start.of(problem, new double[0], truth);
    double found = ScalarBackend.run(problem, settings, start).noise().getFirst().value();
    // As precise as the same test without known noise, whose part of the variance is a quarter.
    assertThat(found * found).isCloseTo(REMAINDER * REMAINDER, within(0.06));
    Problem wrong = withoutKnown(problem);
    double without = ScalarBackend.run(wrong, settings, start).noise().getFirst().value();
    double meanKnown = problem.group().known().meanCovariance()[0];
    assertThat(meanKnown).isCloseTo(0.75, within(0.02));
    // Not quite the mean variance, since the mixture is not normal.
    assertThat(without * without - found * found).isCloseTo(meanKnown, within(0.15));
  }

  static List<Method> methods() {
    return List.of(Method.SLUICE, Method.PAPER_CUT, Method.PAPER_STANDARD);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void gradientsAgreeWithCentralDifferences(Method method) {
    double[] covariance = new double[36];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        covariance[i * 6 + j] = 0.2 * Math.exp(-Math.abs(i - j) / 2.0);
      }
    }
    Problem problem = Problems.logNormalFull(20);
    for (KnownNoise known :
        List.of(
            new KnownCovariance(covariance, 6),
            new KnownCovariances(covariances(20, 6), 6),
            new KnownDeviations(deviations(20, 6, 0.1, 1)))) {
      Problem noisy = withKnown(problem, known, 43);
      Start start = Start.of(noisy, new double[] {0, 0, 0.5, 0.5});
      List<GradientCheck> checks =
          ScalarBackend.use((backend, parallelism) ->
              GradientCheck.of(
                  noisy, Settings.defaults().with(method), start, backend, parallelism));
      assertThat(checks).hasSize(25);
      assertThat(checks).allSatisfy(check -> assertThat(check.relativeError()).isLessThan(1e-6));
    }
  }

  @Test
  void eachBatchHasTheKnownNoiseOfTheDataOnce() {
    int rows = 30;
    Matrix one = Matrix.of(new double[rows * 3], rows, 3);
    one.set(7, 1, 2);
    Problem problem = noiseOnly(rows, new KnownDeviations(one));
    for (int batch : new int[] {rows, 10}) {
      try (Arena arena = Arena.ofShared()) {
        ScalarBackend.use((backend, parallelism) -> {
          KnownErrors errors =
              new KnownErrors(problem.group().known(), 60, batch, batch, backend, arena);
          Observations data =
              new Observations(
                  problem.group().data(),
                  new double[problem.group().dimension()],
                  batch,
                  ElementType.F64,
                  backend,
                  arena);
          Matrix none = Matrix.of(new double[180], 60, 3);
          int drawn = 0;
          for (int step = 3; step <= 5; step++) {
            data.draw(1, step);
            errors.draw(1, step, data);
            Matrix added = errors.addedTo(none);
            for (int i = 0; i < 60; i++) {
              boolean noisy = data.datum(i % batch) == 7;
              drawn += noisy ? 1 : 0;
              assertThat(added.get(i, 0)).isZero();
              assertThat(added.get(i, 1) != 0).isEqualTo(noisy);
            }
          }
          // Two batches of all data in a step, or six of a third, and all data in three steps.
          assertThat(drawn).isEqualTo(6);
          return null;
        });
      }
    }
  }

  @Test
  void allDataServeAsOftenAsCanBe() {
    for (int[] size : new int[][] {{12, 4}, {7, 7}, {10, 4}, {3, 8}}) {
      int samples = size[0];
      int data = size[1];
      double[] mean = new double[data];
      int offsets = 400;
      for (int k = 0; k < offsets; k++) {
        int[] counts = new int[data];
        for (int i = 0; i < samples; i++) {
          counts[KnownNoise.datum(i, samples, data, (k + 0.5) / offsets)]++;
        }
        for (int n = 0; n < data; n++) {
          double share = (double) samples / data;
          assertThat((double) counts[n]).isBetween(Math.floor(share), Math.ceil(share));
          mean[n] += (double) counts[n] / offsets;
        }
      }
      for (double each : mean) {
        assertThat(each).isCloseTo((double) samples / data, within(0.005));
      }
    }
  }

  /** Each datum's errors have its own covariance, also among data that are chosen. */
  @Test
  void errorsHaveTheCovarianceOfTheirDatum() {
    Matrix covariances = covariances(3, 4);
    KnownNoise known = new KnownCovariances(covariances, 4);
    KnownNoise chosen = known.of(new int[] {2, 0, 2});
    double[] mean = new double[16];
    for (int n = 0; n < 3; n++) {
      double[] expected = new double[16];
      covariances.readRow(n, expected);
      assertThat(covarianceOfErrors(known, n)).containsExactly(expected, within(1e-12));
      for (int e = 0; e < 16; e++) {
        mean[e] += expected[e] / 3;
      }
    }
    assertThat(known.meanCovariance()).containsExactly(mean, within(1e-12));
    for (int n : new int[] {0, 2}) {
      assertThat(covarianceOfErrors(chosen, n)).isEqualTo(covarianceOfErrors(known, 2));
    }
    assertThat(covarianceOfErrors(chosen, 1)).isEqualTo(covarianceOfErrors(known, 0));
  }

  /** L Lᵀ from the columns of L, which unit vectors are coloured to. */
  private static double[] covarianceOfErrors(KnownNoise known, int datum) {
    int d = known.dimension();
    double[] covariance = new double[d * d];
    for (int k = 0; k < d; k++) {
      double[] column = new double[d];
      column[k] = 1;
      known.colour(datum, column);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i * d + j] += column[i] * column[j];
        }
      }
    }
    return covariance;
  }

  /** Errors are correlated one way in half of the data and the other way in the other half. */
  @Test
  void theRemainderIsLearnedBesideCovariancesOfTheirOwn() {
    int rows = 800;
    Matrix covariances = Matrix.of(new double[rows * 9], rows, 9);
    for (int n = 0; n < rows; n++) {
      double shared = n % 2 == 0 ? 0.17 : -0.17;
      for (int e = 0; e < 9; e++) {
        covariances.set(n, e, e % 4 == 0 ? 0.36 : shared);
      }
    }
    Problem problem = noiseOnly(rows, new KnownCovariances(covariances, 3));
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(1600).withSlices(9))
            .with(new Optimisation(200, 0.05, 4, 0.5));
    double with = variance(problem, settings);
    assertThat(with).isCloseTo(REMAINDER * REMAINDER, within(0.06));
    assertThat(variance(withoutKnown(problem), settings) - with).isGreaterThan(0.2);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Matrix negative = Matrix.of(new double[] {1, 2, 3, -4}, 2, 2);
    assertThatThrownBy(() -> new KnownDeviations(negative))
        .hasMessage(
            "the known standard deviation in row 2, column 2 is -4.0; it must be 0 or more and finite");
    Problem problem = noiseOnly(4, new KnownDeviations(deviations(4, 3, 1, 1)));
    Group group = problem.group();
    KnownNoise few = new KnownDeviations(deviations(3, 3, 1, 1));
    assertThatThrownBy(
            () -> new Group("data", group.forward(), group.noise(), false, group.data(), few))
        .hasMessageContaining("the known standard deviations are 3 x 3 but the data are 4 x 3");
    assertThatThrownBy(() -> new KnownCovariance(new double[] {1, 2, 2, 1}, 2))
        .hasMessageStartingWith("the known covariance: ")
        .hasMessageContaining("not positive definite");
    Matrix second = Matrix.of(new double[] {1, 0, 0, 1, 1, 2, 2, 1}, 2, 4);
    assertThatThrownBy(() -> new KnownCovariances(second, 2))
        .hasMessageStartingWith("the known covariance in row 2: ")
        .hasMessageContaining("not positive definite");
    assertThatThrownBy(() -> new KnownCovariances(second, 3))
        .hasMessage("the known covariances of 3 numbers need 9 columns each, row after row, not 4");
    KnownNoise three = new KnownCovariances(covariances(3, 3), 3);
    assertThatThrownBy(
            () -> new Group("data", group.forward(), group.noise(), false, group.data(), three))
        .hasMessageContaining("the known covariances are 3 of 3 x 3 but the data are 4 x 3");
  }
}
