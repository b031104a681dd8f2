package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Philox;

/**
 * Holds verdicts against the distance from a long run's answer, for runs of all families that a
 * budget of steps ends anywhere. {@code -Druns=200} prints the figures of docs/arriving.md; the
 * default is quick.
 */
class HonestVerdictTest {

  private static final int RUNS = Integer.getInteger("runs", 8);
  private static final int ROWS = 150;
  private static final double TOO_NEAR = 0.35;

  @Test
  void arrivedRunsAreNearAndMovingOnesAreNot() {
    int[] counts = new int[Verdict.values().length];
    double arrivedSquares = 0;
    double arrivedMost = 0;
    double movingLeast = Double.POSITIVE_INFINITY;
    int movingNear = 0;
    List<BadStarts.Family> families = BadStarts.families();
    for (int r = 0; r < RUNS; r++) {
      BadStarts.Family family = families.get(r % families.size());
      long seed = 4000 + r;
      Problem problem = family.problem(ROWS, seed);
      try {
        Result root = run(problem, family.truth(problem), newton(0.05, 600), seed + 1000);
        Result result = run(problem, start(family, problem, seed), anyBudget(r, seed), seed);
        Verdict verdict = result.arrival().verdict();
        counts[verdict.ordinal()]++;
        double distance = Runs.distance(result, root);
        System.out.printf(
            "%-16s %4d steps: %-12s step %.2f ± %.2f, distance %.2f%n",
            family.name(),
            result.run().steps(),
            verdict.word(),
            result.arrival().step(),
            result.arrival().error(),
            distance);
        if (verdict == Verdict.ARRIVED) {
          arrivedSquares += distance * distance;
          arrivedMost = Math.max(arrivedMost, distance);
        }
        if (verdict == Verdict.MOVING) {
          movingLeast = Math.min(movingLeast, distance);
          movingNear += distance < TOO_NEAR ? 1 : 0;
        }
      } catch (DivergedException e) {
        System.out.printf("%-16s %s%n", family.name(), e.getMessage());
      }
    }
    int arrived = counts[Verdict.ARRIVED.ordinal()];
    double rms = Math.sqrt(arrivedSquares / arrived);
    System.out.printf(
        "%d runs: %d arrived (distance %.2f root mean square, %.2f at most), %d noisy, %d moving (%d of them nearer than 0.35, the nearest at %.2f), %d undetermined%n",
        RUNS,
        arrived,
        rms,
        arrivedMost,
        counts[Verdict.NOISY.ordinal()],
        counts[Verdict.MOVING.ordinal()],
        movingNear,
        movingLeast,
        counts[Verdict.UNDETERMINED.ordinal()]);
    assertThat(rms).isLessThan(0.35);
    assertThat(movingNear).isLessThanOrEqualTo(RUNS / 50);
  }

  private static Optimisation newton(double tolerance, long steps) {
    return Optimisation.defaults()
        .withType(OptimiserType.GAUSS_NEWTON)
        .withTolerance(tolerance)
        .withSteps(steps);
  }

  /** Gauss–Newton or Adam, from a few steps to enough of them. */
  private static Optimisation anyBudget(int run, long seed) {
    double uniform = Philox.uniform(seed, 77, 0);
    boolean adam = run / 6 % 2 == 1;
    long steps = (long) (adam ? 20 * Math.pow(40, uniform) : 3 * Math.pow(30, uniform));
    return adam
        ? Optimisation.defaults().withType(OptimiserType.ADAM).withSteps(steps)
        : newton(0.2, steps);
  }

  /** Between the truth and a bad start. */
  private static Start start(BadStarts.Family family, Problem problem, long seed) {
    double[] truth = family.truth(problem).concatenated();
    double[] bad = family.start(problem, seed).concatenated();
    double share = Math.pow(Philox.uniform(seed, 78, 0), 4);
    for (int j = 0; j < bad.length; j++) {
      bad[j] = truth[j] + share * (bad[j] - truth[j]);
    }
    int split = problem.measure().coordinateCount();
    return new Start(Arrays.copyOf(bad, split), Arrays.copyOfRange(bad, split, bad.length));
  }

  private static Result run(Problem problem, Start start, Optimisation optimisation, long seed) {
    Settings settings =
        Settings.defaults()
            .with(Settings.defaults().execution().withSeed(seed))
            .with(Sampling.defaults().withSamples(4 * ROWS))
            .with(optimisation);
    return Runs.of("vector", problem, settings, start);
  }
}
