package org.sluice.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
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
            .withSampling(new Sampling(samples, SLICES, RandomDirections.ORTHOGONAL, 0, true))
            .withOptimisation(new Optimisation(1500, 0.02, 10, 0));
    Start start = Start.of(problem, new double[0]);
    double cut = gamma(problem, settings.withMethod(Method.PAPER_CUT), start);
    double standard = gamma(problem, settings.withMethod(Method.PAPER_STANDARD), start);

    double[] moments = moments(problem, samples, settings.seed());
    double limitOfCut = moments[1] / moments[2];
    double limitOfStandard = moments[0] / moments[1];
    assertThat(limitOfStandard).isGreaterThan(1.001 * limitOfCut);
    assertThat(cut).isCloseTo(limitOfCut, within(1e-9));
    assertThat(standard).isCloseTo(limitOfStandard, within(1e-9));
  }

  private static double gamma(Problem problem, Settings settings, Start start) {
    return ScalarBackend.run(problem, settings, start).noise().getFirst().value();
  }

  /** m₂ = mean a², A = mean ā_j b_(j), B = mean b²; a of y, b of ζ; M is a multiple of N. */
  private static double[] moments(Problem problem, int samples, long seed) {
    int rows = Math.toIntExact(problem.data().rows());
    Matrix zeta =
        Problems.normals(samples, DIMENSION, seed, RandomStream.NOISE.of(RandomStream.COMMON));
    Matrix theta = Matrix.of(new double[SLICES * DIMENSION], SLICES, DIMENSION);
    Directions.fill(
        DirectionScheme.ORTHOGONAL, seed, RandomStream.DIRECTIONS.of(RandomStream.COMMON), theta);
    double[] moments = new double[3];
    for (int k = 0; k < SLICES; k++) {
      double[] a = projections(problem.data(), theta, k);
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
