package org.sluice.inversion.population.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.LaplaceLaw;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.simulate.Nature;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/** A certificate draws its noise from the noise model's own law. */
class CertificateNoiseTest {

  private static final long SEED = 7;
  private static final int GROUPS = 8;
  private static final int ROWS = 1000;
  private static final int DATA = 4000;
  private static final double SD = 0.5;
  private static final LinearMap MAP = new LinearMap(new double[][] {{1}});
  private static final GaussianMeasure MEASURE = GaussianMeasure.diagonal(1);
  private static final double[] POPULATION = {0.5, 0.05};

  /** Of finite fourth moment, so that losses have standard errors that mean something. */
  static Stream<NoiseModel> laws() {
    return Stream.of(
        new IsotropicNoise(1), new ShapedNoise(new IsotropicNoise(1), new LaplaceLaw()));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void anExactSurrogateLosesWhatTheDatasOwnLawDoes(NoiseModel noise) {
    double[] numbers = {SD};
    try (Arena arena = Arena.ofShared();
        Backend backend = Backends.open("scalar", Parallelism.serial()).backend()) {
      Nature own = new Nature(MEASURE, MAP, noise);
      Matrix data = draw(own, numbers, DATA, 1, arena);
      Certificate certificate = certificate(noise, numbers, data, backend);
      assertThat(certificate.surrogateLoss()).isEqualTo(certificate.solverLoss());
      assertThat(certificate.surrogateError()).isZero();

      double[] expected = losses(own, numbers, data, arena);
      double[] gaussian =
          losses(new Nature(MEASURE, MAP, new IsotropicNoise(1)), new double[] {SD}, data, arena);
      double error = Math.hypot(standardError(expected), standardError(expected));
      assertThat(Math.abs(certificate.solverLoss() - mean(expected))).isLessThan(4 * error);
      if (!noise.isGaussian()) {
        assertThat(mean(gaussian) - certificate.solverLoss())
            .isGreaterThan(4 * Math.hypot(error, standardError(gaussian)));
      }
    }
  }

  /** To rounding, from the same random numbers; Student's tails make other comparisons loose. */
  @Test
  void studentsSamplesAreStudents() {
    NoiseModel noise = new ShapedNoise(new IsotropicNoise(1), new StudentLaw());
    double[] numbers = {SD, 3};
    try (Arena arena = Arena.ofShared();
        Backend backend = Backends.open("scalar", Parallelism.serial()).backend()) {
      Matrix data = draw(new Nature(MEASURE, MAP, noise), numbers, DATA, 1, arena);
      double expected = 0;
      for (int g = 0; g < GROUPS; g++) {
        long step = RandomStream.EVALUATION + 1 + g;
        double[] samples = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
          double omega = Philox.normal(SEED, RandomStream.POPULATION.of(step), i);
          double zeta = Philox.normal(SEED, RandomStream.NOISE.of(step), i);
          samples[i] = POPULATION[0] + POPULATION[1] * omega + SD * student(zeta);
        }
        expected += squaredDistance(samples, data.toDoubles()) / GROUPS;
      }
      assertThat(certificate(noise, numbers, data, backend).solverLoss())
          .isCloseTo(expected, within(1e-6 * expected));
    }
  }

  /** Where all noise is known, the learned rest goes to 0 and would make any error a large one. */
  @Test
  void anErrorIsMeasuredInTheKnownNoiseToo() {
    NoiseModel noise = new IsotropicNoise(1);
    double known = 0.4;
    double error = 0.1;
    double rest = 1e-9;
    try (Arena arena = Arena.ofShared();
        Backend backend = Backends.open("scalar", Parallelism.serial()).backend()) {
      Matrix data = draw(new Nature(MEASURE, MAP, noise), new double[] {known}, DATA, 1, arena);
      double[] deviations = new double[DATA];
      Arrays.fill(deviations, known);
      Group all =
          new Group(
              "all", MAP, noise, false, data, new KnownDeviations(Matrix.of(deviations, DATA, 1)));
      LinearMap biased = new LinearMap(new double[][] {{1}}, new double[] {error});
      double[] coordinates =
          DoubleStream.concat(
                  Arrays.stream(MEASURE.coordinates(POPULATION)),
                  Arrays.stream(noise.coordinates(new double[] {rest})))
              .toArray();
      Certificate certificate =
          Certificate.of(
              new Problem(MEASURE, List.of(all)),
              Solver.of(biased),
              coordinates,
              SEED,
              GROUPS * ROWS,
              backend);
      assertThat(certificate.surrogateError()).isCloseTo(error, within(1e-12));
      assertThat(certificate.errorInNoise()).isCloseTo(error / known, within(1e-9));
    }
  }

  /** Of three degrees of freedom and variance 1, by bisection of its distribution function. */
  private static double student(double normal) {
    double low = -1e4;
    double high = 1e4;
    // The normal's own probability is that of its quantile.
    double probability = normalProbability(normal);
    for (int i = 0; i < 200; i++) {
      double t = (low + high) / 2;
      double x = t / Math.sqrt(3);
      double below = 0.5 + (Math.atan(x) + x / (1 + x * x)) / Math.PI;
      low = below < probability ? t : low;
      high = below < probability ? high : t;
    }
    return low / Math.sqrt(3);
  }

  private static double normalProbability(double quantile) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 100; i++) {
      double p = (low + high) / 2;
      low = NormalQuantile.of(p) < quantile ? p : low;
      high = NormalQuantile.of(p) < quantile ? high : p;
    }
    return (low + high) / 2;
  }

  private static Certificate certificate(
      NoiseModel noise, double[] numbers, Matrix data, Backend backend) {
    double[] coordinates =
        DoubleStream.concat(
                Arrays.stream(MEASURE.coordinates(POPULATION)),
                Arrays.stream(noise.coordinates(numbers)))
            .toArray();
    return Certificate.of(
        new Problem(MEASURE, MAP, noise, data),
        Solver.of(MAP),
        coordinates,
        SEED,
        GROUPS * ROWS,
        backend);
  }

  /** Squared distances in units of the noise between the data and samples of a law, by sorting. */
  private static double[] losses(Nature law, double[] numbers, Matrix data, Arena arena) {
    double[] losses = new double[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      double[] samples = draw(law, numbers, ROWS, 100 + g, arena).toDoubles();
      losses[g] = squaredDistance(samples, data.toDoubles());
    }
    return losses;
  }

  private static double squaredDistance(double[] samples, double[] data) {
    Arrays.sort(samples);
    Arrays.sort(data);
    double sum = 0;
    for (int n = 0; n < data.length; n++) {
      double difference = (samples[n / (data.length / samples.length)] - data[n]) / SD;
      sum += difference * difference / data.length;
    }
    return sum;
  }

  private static Matrix draw(Nature law, double[] numbers, int rows, long seed, Arena arena) {
    return Simulation.draw(law, POPULATION, numbers, null, rows, seed, arena).observations();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
