package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.examine.SampleDistance;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Linearisation;
import org.sluice.inversion.population.step.Objective;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

class NewtonMatrixTest {

  private static final double[] LINEAR = {1.0, -0.5, 0.8, 0.6};

  private static Method method(String word) {
    return switch (word) {
      case "noise-corrected" ->
          new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.CORRECTED);
      case "population-plain" ->
          new Method(GradientVariant.CUT, Weight.POPULATION, FiniteSample.PLAIN);
      default -> Method.named(word).orElseThrow();
    };
  }

  private static Settings settings(String method, int samples, int slices) {
    return Settings.defaults()
        .with(method(method))
        .with(
            Sampling.defaults().withSamples(samples).withSlices(slices).withDataBatch(samples / 2));
  }

  private static double[] coordinates(Problem problem, double[] population, double[] noise) {
    double[] alpha = problem.measure().coordinates(population);
    double[] phi = problem.noise().coordinates(noise);
    double[] all = new double[alpha.length + phi.length];
    System.arraycopy(alpha, 0, all, 0, alpha.length);
    System.arraycopy(phi, 0, all, alpha.length, phi.length);
    return all;
  }

  private static Objective objective(Problem problem, Settings settings, Backend backend) {
    return new Objective(
        problem,
        settings,
        SignalCovariance.of(problem),
        settings.sampling().slices().orElseThrow(),
        backend,
        Parallelism.serial());
  }

  /** Whitened by themselves, the order statistics of N normals have curvature d·mean(E x_(i))². */
  @Test
  void pureNoiseHasTheCurvatureOfItsMeanOrderStatistics() {
    int d = 4;
    int rows = 200;
    Problem problem =
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(d),
            new IsotropicNoise(d),
            new double[0],
            new double[] {3},
            rows,
            5);
    double[] point = coordinates(problem, new double[0], new double[] {3});
    for (String method : new String[] {"noise-corrected", "paper-cut"}) {
      Settings settings = settings(method, 2 * rows, 32);
      Linearisation linearisation = new Linearisation(1);
      try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
          Objective objective = objective(problem, settings, backend)) {
        for (int r = 0; r < 16; r++) {
          objective.draw(r + 1);
          objective.step(point, new double[1]);
          objective.linearise(point, new DifferenceWidths(problem), linearisation, null);
        }
      }
      int size = method.equals("paper-cut") ? 2 * rows : rows;
      double expected = d * (1 - SampleDistance.expected(size, size) / 2);
      assertThat(linearisation.newton()[0] / expected).isCloseTo(1, within(0.03));
      assertThat(linearisation.squares()[0] / d).isCloseTo(1, within(0.03));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice", "noise-corrected", "paper-cut"})
  void theNewtonMatrixIsTheDerivativeOfTheMeanGradient(String method) {
    Problem problem = Problems.linearGaussian(9600, LINEAR, 0.3);
    double[] truth = coordinates(problem, LINEAR, new double[] {0.3});
    requireSecants(problem, settings(method, 800, 24), truth, 0.12);
  }

  /** Of these methods the mean gradient has its root elsewhere, where second derivatives count. */
  @ParameterizedTest
  @ValueSource(strings = {"population-plain", "paper-standard"})
  void theNewtonMatrixIsNearlyTheDerivativeAwayFromTheRoot(String method) {
    Problem problem = Problems.linearGaussian(9600, LINEAR, 0.3);
    double[] truth = coordinates(problem, LINEAR, new double[] {0.3});
    requireSecants(problem, settings(method, 800, 24), truth, 0.5);
  }

  @Test
  void theNewtonMatrixIsTheDerivativeForFullNoiseAndOtherLaws() {
    FullNoise full = new FullNoise(3);
    double[] covariance = {1, 0.5, 1.2, 0.2, -0.3, 0.8};
    Problem ofFull =
        Problems.of(new EmptyMeasure(), new ZeroMap(3), full, new double[0], covariance, 9600, 7);
    requireSecants(
        ofFull, settings("sluice", 800, 24), coordinates(ofFull, new double[0], covariance), 0.15);
    double[] student = {0.4, 6};
    Problem ofStudent =
        Problems.of(
            GaussianMeasure.diagonal(2),
            new LinearMap(Problems.MATRIX),
            new ShapedNoise(new IsotropicNoise(6), new StudentLaw()),
            LINEAR,
            student,
            9600,
            7);
    requireSecants(
        ofStudent, settings("sluice", 800, 24), coordinates(ofStudent, LINEAR, student), 0.2);
  }

  /** A⁻¹ Δg must be Δp, coordinate by coordinate. */
  private static void requireSecants(
      Problem problem, Settings settings, double[] truth, double tolerance) {
    int p = truth.length;
    int draws = 24;
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Objective objective = objective(problem, settings, backend)) {
      Linearisation linearisation = new Linearisation(p);
      Influence influence = new Influence(problem);
      DifferenceWidths widths = new DifferenceWidths(problem);
      for (int r = 0; r < draws; r++) {
        objective.draw(r + 1);
        objective.step(truth, new double[p]);
        objective.linearise(truth, widths, linearisation, influence);
      }
      NewtonMatrix matrix =
          new NewtonMatrix(
              linearisation.newton(), linearisation.squares(), NewtonMatrix.LEAST_OF_MEAN);
      double[] squares = linearisation.squares();
      for (int j = 0; j < p; j++) {
        double width = Math.min(0.3, 0.2 / Math.sqrt(squares[j] / problem.largestDimension()));
        double[] difference = new double[p];
        for (int r = 0; r < draws; r++) {
          objective.draw(r + 1);
          double[] up = truth.clone();
          double[] down = truth.clone();
          up[j] += width / 2;
          down[j] -= width / 2;
          double[] above = new double[p];
          double[] below = new double[p];
          objective.evaluate(up, above);
          objective.evaluate(down, below);
          for (int i = 0; i < p; i++) {
            difference[i] += (above[i] - below[i]) / width / draws;
          }
        }
        assertThat(matrix.solve(difference, 0)[j])
            .as("coordinate %s", j)
            .isCloseTo(1, within(tolerance));
      }
    }
  }

  @Test
  void aWrongCurvatureIsFoundByDifferencesAndTheRightOneIsNot() {
    Problem problem = Problems.linearGaussian(200, LINEAR, 0.3);
    double[] truth = coordinates(problem, LINEAR, new double[] {0.3});
    Settings settings = settings("sluice", 400, 24);
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Objective objective = objective(problem, settings, backend)) {
      Arrival arrival = Arrival.of(problem, settings, objective, truth);
      Linearisation linearisation = new Linearisation(truth.length);
      DifferenceWidths widths = new DifferenceWidths(problem);
      for (int r = 0; r < 8; r++) {
        objective.draw(r + 1);
        objective.step(truth, new double[truth.length]);
        objective.linearise(truth, widths, linearisation, null);
      }
      double[] newton = linearisation.newton();
      double[] squares = linearisation.squares();
      double[] errors = arrival.coordinateErrors();
      assertThat(
              SecantCheck.wrong(
                  objective,
                  new NewtonMatrix(newton, squares, NewtonMatrix.LEAST_OF_MEAN),
                  truth,
                  errors))
          .isEmpty();
      int p = truth.length;
      for (int j = 0; j < p; j++) {
        newton[p + j] *= 5;
      }
      assertThat(
              SecantCheck.wrong(
                  objective,
                  new NewtonMatrix(newton, squares, NewtonMatrix.LEAST_OF_MEAN),
                  truth,
                  errors))
          .contains(1);
    }
  }

  /** The estimate of replicates is nearly efficient, so its error is nearly the least possible. */
  @Test
  void standardErrorsOfReplicatesAreThoseOfCramerAndRao() {
    int rows = 200;
    int d = 3;
    int dataSets = 12;
    double sd = 2;
    double noise = 1;
    double[] mean = new double[3];
    for (int seed = 0; seed < dataSets; seed++) {
      Problem problem =
          Problems.of(
              GaussianMeasure.diagonal(1),
              new ReplicatesMap(d),
              new IsotropicNoise(d),
              new double[] {100, sd},
              new double[] {noise},
              rows,
              100 + seed);
      double[] truth = coordinates(problem, new double[] {100, sd}, new double[] {noise});
      try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend()) {
        double[] errors =
            Arrival.of(problem, settings("sluice", 400, 16), truth, backend, Parallelism.serial())
                .coordinateErrors();
        for (int j = 0; j < mean.length; j++) {
          mean[j] += errors[j] / dataSets;
        }
      }
    }
    double ofMean = sd * sd + noise * noise / d;
    // Variances s² + γ²/d of row means and γ² within rows, from their chi-square laws.
    double variance =
        2 * ofMean * ofMean / rows + 2 * Math.pow(noise, 4) / (d * d * rows * (d - 1));
    assertThat(mean[0] / Math.sqrt(ofMean / rows)).isCloseTo(1, within(0.05));
    assertThat(mean[1] / (Math.sqrt(variance) / (2 * sd * sd))).isCloseTo(1, within(0.08));
    assertThat(mean[2] / Math.sqrt(1.0 / (2 * rows * (d - 1)))).isCloseTo(1, within(0.08));
  }
}
