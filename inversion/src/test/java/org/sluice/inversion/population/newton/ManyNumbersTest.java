package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Philox;

/**
 * Gauss–Newton beside Adam's thousand steps for a Gaussian population of full covariance behind a
 * linear map with twice as many outputs as parameters. {@code -Dparameters=4} has 15 numbers and
 * {@code -Dparameters=7} has 36, and prints the figures of docs/arriving.md; the default is quick.
 */
class ManyNumbersTest {

  private static final int PARAMETERS = Integer.getInteger("parameters", 2);
  private static final int SEEDS = PARAMETERS == 2 ? 1 : 4;
  private static final int ROWS = PARAMETERS == 2 ? 300 : 1000;

  private static double[] population(double variance, double covariance, double mean) {
    int q = PARAMETERS;
    double[] physical = new double[q + q * (q + 1) / 2];
    int next = q;
    for (int i = 0; i < q; i++) {
      physical[i] = mean * (i % 2);
      for (int j = 0; j <= i; j++) {
        physical[next++] = i == j ? variance : covariance;
      }
    }
    return physical;
  }

  private static Problem problem() {
    double[][] matrix = new double[2 * PARAMETERS][PARAMETERS];
    for (int i = 0; i < matrix.length; i++) {
      long row = i;
      Arrays.setAll(
          matrix[i],
          j -> Philox.normal(31, PARAMETERS, row * PARAMETERS + j) / Math.sqrt(PARAMETERS));
    }
    return Problems.of(
        GaussianMeasure.full(PARAMETERS),
        new LinearMap(matrix),
        new IsotropicNoise(matrix.length),
        population(1, 0.3, 1),
        new double[] {0.3},
        ROWS,
        50);
  }

  private static Result run(
      Problem problem, Start start, OptimiserType type, double tolerance, int slices, long seed) {
    Settings defaults = Settings.defaults();
    Settings settings =
        defaults
            .with(defaults.execution().withSeed(seed))
            .with(Sampling.defaults().withSamples(2 * ROWS).withSlices(slices))
            .with(Optimisation.defaults().withType(type).withTolerance(tolerance).withSteps(1000));
    return Runs.of("vector", problem, settings, start);
  }

  @Test
  void noRunIsFalselyCalledArrived() {
    Problem problem = problem();
    Start truth = Start.of(problem, population(1, 0.3, 1));
    Start start = Start.of(problem, population(2, 0, 0));
    Result root = run(problem, truth, OptimiserType.GAUSS_NEWTON, 0.07, 64, 900);
    int[] slices = PARAMETERS == 2 ? new int[] {64} : new int[] {64, 128};
    for (long seed = 1; seed <= SEEDS; seed++) {
      print("Adam", 64, run(problem, start, OptimiserType.ADAM, 0.2, 64, seed), root);
      for (int count : slices) {
        Result result = run(problem, start, OptimiserType.GAUSS_NEWTON, 0.2, count, seed);
        print("Gauss-Newton", count, result, root);
        boolean arrived = result.arrival().verdict() == Verdict.ARRIVED;
        assertThat(arrived && Runs.distance(result, root) > 0.6).isFalse();
        // With few numbers a scale that all but vanishes on the way must come back.
        assertThat(arrived || PARAMETERS > 2).isTrue();
      }
    }
  }

  private static void print(String name, int slices, Result result, Result root) {
    double forward = (double) result.run().forwardSolves() / result.run().samples();
    System.out.printf(
        Locale.ROOT,
        "%-12s %d numbers, %3d slices: distance %.2f, %s, %d steps, %.0f evaluations, %.1f s%n",
        name,
        root.coordinates().length,
        slices,
        Runs.distance(result, root),
        result.arrival().verdict().word(),
        result.run().steps(),
        forward + result.run().steps() + result.arrival().evaluations(),
        result.run().seconds());
  }
}
