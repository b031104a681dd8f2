package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;

/**
 * Without a signal the isotropic problem at fixed random numbers is solved by hand: the loss is
 * (d/2γ′²)(m₂ − 2γA + γ²B), so the cut gradient ends at A/B and the standard one at m₂/A.
 */
class PureNoiseTest {

  private static final int DIMENSION = 3;
  private static final int SLICES = 12;

  @ParameterizedTest(name = "N = {0}, M = {1}")
  @CsvSource({"40, 40", "20, 80"})
  void bothOptimisersEndAtTheirExactLimits(int rows, int samples) {
    Problem problem =
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(DIMENSION),
            new IsotropicNoise(DIMENSION),
            new double[0],
            new double[] {0.7},
            rows,
            21);
    Settings settings =
        Settings.defaults()
            .with(
                Sampling.defaults()
                    .withSamples(samples)
                    .withSlices(SLICES)
                    .withRandomNumbers(RandomNumbers.COMMON))
            .with(new Optimisation(1500, 0.02, 10, 0));
    Start start = Start.of(problem, new double[0]);
    double cut = gamma(problem, settings.with(Method.PAPER_CUT), start);
    double standard = gamma(problem, settings.with(Method.PAPER_STANDARD), start);

    double[] moments = moments(problem, samples, settings.seed());
    double limitOfCut = moments[1] / moments[2];
    double limitOfStandard = moments[0] / moments[1];
    assertThat(limitOfStandard).isGreaterThan(1.001 * limitOfCut);
    assertThat(cut).isCloseTo(limitOfCut, within(1e-9));
    assertThat(standard).isCloseTo(limitOfStandard, within(1e-9));
  }

  /**
   * With batches of ζ, q their mean order statistics and S the spread about it, B is mean q² less
   * S/(B − 1). Without a signal the total weight is the noise's.
   */
  @ParameterizedTest(name = "N = {0}, M = {1}")
  @CsvSource({"40, 80", "20, 80"})
  void theCorrectedLossHasItsExactLimitsToo(int rows, int samples) {
    Problem problem =
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(DIMENSION),
            new IsotropicNoise(DIMENSION),
            new double[0],
            new double[] {0.7},
            rows,
            22);
    Settings settings =
        Settings.defaults()
            .with(
                Sampling.defaults()
                    .withSamples(samples)
                    .withSlices(SLICES)
                    .withRandomNumbers(RandomNumbers.COMMON))
            .with(new Optimisation(1500, 0.02, 10, 0));
    Start start = Start.of(problem, new double[0]);
    double[] moments = correctedMoments(problem, samples, settings.seed());
    for (Weight weight : List.of(Weight.NOISE, Weight.POPULATION)) {
      Method method = new Method(GradientVariant.CUT, weight, FiniteSample.CORRECTED);
      assertThat(gamma(problem, settings.with(method), start))
          .isCloseTo(moments[1] / moments[2], within(1e-9));
    }
    Method standard = new Method(GradientVariant.STANDARD, Weight.NOISE, FiniteSample.CORRECTED);
    assertThat(gamma(problem, settings.with(standard), start))
        .isCloseTo(moments[0] / moments[1], within(1e-9));
  }

  private static double gamma(Problem problem, Settings settings, Start start) {
    return ScalarBackend.run(problem, settings, start).noise().getFirst().value();
  }

  /** m₂ = mean a², A = mean ā_j b_(j), B = mean b²; a of y, b of ζ; M is a multiple of N. */
  private static double[] moments(Problem problem, int samples, long seed) {
    int rows = Math.toIntExact(problem.group().data().rows());
    Matrix zeta =
        Problems.normals(samples, DIMENSION, seed, RandomStream.NOISE.of(RandomStream.COMMON));
    Matrix theta = Matrix.of(new double[SLICES * DIMENSION], SLICES, DIMENSION);
    Directions.fill(
        DirectionScheme.ORTHOGONAL, seed, RandomStream.DIRECTIONS.of(RandomStream.COMMON), theta);
    double[] moments = new double[3];
    for (int k = 0; k < SLICES; k++) {
      double[] a = projections(problem.group().data(), theta, k);
      double[] b = projections(zeta, theta, k);
      for (double value : a) {
        moments[0] += value * value / rows / SLICES;
      }
      for (int j = 0; j < samples; j++) {
        moments[1] += a[j / (samples / rows)] * b[j] / samples / SLICES;
        moments[2] += b[j] * b[j] / samples / SLICES;
      }
    }
    return moments;
  }

  /** m₂ = mean y², A = mean y_(i) q_i, B = mean q² − S/(B − 1), straight from the definition. */
  private static double[] correctedMoments(Problem problem, int samples, long seed) {
    int rows = Math.toIntExact(problem.group().data().rows());
    int batches = samples / rows;
    Matrix zeta =
        Problems.normals(samples, DIMENSION, seed, RandomStream.NOISE.of(RandomStream.COMMON));
    Matrix theta = Matrix.of(new double[SLICES * DIMENSION], SLICES, DIMENSION);
    Directions.fill(
        DirectionScheme.ORTHOGONAL, seed, RandomStream.DIRECTIONS.of(RandomStream.COMMON), theta);
    double[] moments = new double[3];
    double weight = 1.0 / rows / SLICES;
    for (int k = 0; k < SLICES; k++) {
      double[] y = projections(problem.group().data(), theta, k);
      double[][] x = new double[batches][];
      for (int b = 0; b < batches; b++) {
        x[b] = projections(zeta.rows((long) b * rows, (b + 1L) * rows), theta, k);
      }
      for (int i = 0; i < rows; i++) {
        double q = 0;
        for (double[] batch : x) {
          q += batch[i] / batches;
        }
        double spread = 0;
        for (double[] batch : x) {
          spread += (batch[i] - q) * (batch[i] - q) / batches;
        }
        moments[0] += weight * y[i] * y[i];
        moments[1] += weight * y[i] * q;
        moments[2] += weight * (q * q - spread / (batches - 1));
      }
    }
    return moments;
  }

  private static double[] projections(Matrix points, Matrix theta, int k) {
    double[] sorted = new double[Math.toIntExact(points.rows())];
    for (int i = 0; i < sorted.length; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        sorted[i] += theta.get(k, j) * points.get(i, j);
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
