package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;

/**
 * The evaluations that Gauss–Newton takes from the truth to the default tolerance, the verdict's
 * included. {@code -Dseeds=20} prints the figures of docs/arriving.md; the default is quick.
 */
class EvaluationsTest {

  private static final int SEEDS = Integer.getInteger("seeds", 1);
  private static final int MANY = 4000;
  private static final int SAMPLES_FOR_MANY = 1000;

  private static Result run(
      Problem problem, BadStarts.Family family, int samples, double tolerance, long seed) {
    Settings defaults = Settings.defaults();
    Settings settings =
        defaults
            .with(defaults.execution().withSeed(seed))
            .with(Sampling.defaults().withSamples(samples))
            .with(
                Optimisation.defaults()
                    .withType(OptimiserType.GAUSS_NEWTON)
                    .withTolerance(tolerance)
                    .withSteps(5000));
    return Runs.of("vector", problem, settings, family.truth(problem));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Prints a row; returns the median number of steps. */
  private static double row(BadStarts.Family family, int rows, int samples) {
    double[] steps = new double[SEEDS];
    double[] evaluations = new double[SEEDS];
    double squares = 0;
    int arrived = 0;
    for (int s = 0; s < SEEDS; s++) {
      Problem problem = family.problem(rows, 7700 + s);
      Result root = run(problem, family, samples, 0.07, 900 + s);
      Result result = run(problem, family, samples, 0.2, s);
      steps[s] = result.run().steps();
      evaluations[s] =
          (double) result.run().forwardSolves() / result.run().samples()
              + result.run().steps()
              + result.arrival().evaluations();
      squares += Math.pow(Runs.distance(result, root), 2) / SEEDS;
      arrived += result.arrival().verdict() == Verdict.ARRIVED ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%-16s N = %4d: %3.0f steps, %4.0f evaluations, distance %.2f, %d of %d arrived%n",
        family.name(),
        rows,
        median(steps),
        median(evaluations),
        Math.sqrt(squares),
        arrived,
        SEEDS);
    assertThat(arrived).isGreaterThanOrEqualTo((int) (0.9 * SEEDS));
    assertThat(Math.sqrt(squares)).isLessThan(0.5);
    return median(steps);
  }

  @Test
  void stepsToTheToleranceDoNotGrowAsTheDataInBatchesDo() {
    List<BadStarts.Family> families = BadStarts.families();
    BadStarts.Family linear = families.get(1);
    for (BadStarts.Family family : SEEDS == 1 ? List.of(linear) : families) {
      row(family, 200, 400);
    }
    assertThat(row(linear, MANY, SAMPLES_FOR_MANY)).isLessThan(200);
  }
}
