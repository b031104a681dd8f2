package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Parallelism;

/**
 * Measures how often a bootstrap's intervals contain the truth. Data sets as large as the data are
 * simulated from the fitted model, whose numbers are the truth here. Each data set is fitted and
 * bootstrapped, and the intervals that contain the truth are counted. This is the double bootstrap
 * of Davison and Hinkley, Bootstrap Methods and their Application, section 5.6. A share of 0.95
 * from K data sets is uncertain by √(0.0475/K).
 *
 * <p>The bits of the results depend on the settings' seed and not on the number of workers.
 *
 * @param percentile share of the data sets in which each number's percentile interval contained the
 *     truth
 * @param basic the same of its basic interval
 * @param firstOrder the same of the estimate ± as many of its first-order standard errors as a
 *     normal law needs for the level; NaN for quantities that are not numbers of the problem, and
 *     where there are too many for such errors
 * @param dataSets number of data sets; if it is 0, nothing was measured and the shares are NaN
 */
public record Coverage(double[] percentile, double[] basic, double[] firstOrder, int dataSets) {

  /** Returns a coverage that was not measured, for a number of quantities. */
  public static Coverage unmeasured(int quantities) {
    double[] unknown = new double[quantities];
    Arrays.fill(unknown, Double.NaN);
    return new Coverage(unknown, unknown, unknown, 0);
  }

  /**
   * Measures it.
   *
   * @param quantities that intervals are of; the first are the problem's own numbers
   * @param firstOrder the same of the estimate ± as many of its first-order standard errors as a
   *     normal law needs for the level; NaN for quantities that are not numbers of the problem, and
   *     where there are too many for such errors
   * @param dataSets number of data sets to simulate, at least 1
   * @param replicates of each data set's bootstrap, at least {@link Bootstrap#fewestReplicates} of
   *     the level
   * @param level of the intervals, in (0, 1)
   * @param workers threads that take data sets at the same time
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Coverage of(
      Refit refit,
      Simulator simulator,
      Quantities quantities,
      int dataSets,
      int replicates,
      double level,
      Parallelism workers,
      Replicates progress) {
    if (dataSets < 1) {
      throw new IllegalArgumentException(
          "coverage needs at least 1 simulated data set, not " + dataSets);
    }
    Bootstrap.requireReplicates(replicates, level);
    Bootstrap[] bootstraps = new Bootstrap[dataSets];
    Fit[] fits = new Fit[dataSets];
    Replicates.forEach(
        workers,
        dataSets,
        progress,
        index -> {
          long seed = RandomStream.COVERAGE.seed(refit.seed(), index);
          try (Arena arena = Arena.ofShared()) {
            Problem drawn = simulator.redraw(refit.problem(), refit.optimum(), seed, arena);
            Fit fit = refit.withErrors(drawn, seed, "simulated data set " + (index + 1));
            fits[index] = fit;
            bootstraps[index] =
                Bootstrap.of(
                    refit.near(drawn, fit.coordinates(), seed),
                    quantities,
                    replicates,
                    level,
                    Parallelism.serial(),
                    Replicates.silent());
          }
        });
    double[] truth = quantities.of(refit.optimum());
    double[] percentile = new double[truth.length];
    double[] basic = new double[truth.length];
    for (Bootstrap bootstrap : bootstraps) {
      for (int i = 0; i < truth.length; i++) {
        Interval interval = bootstrap.intervals().get(i);
        percentile[i] += interval.percentile().contains(truth[i]) ? 1 : 0;
        basic[i] += interval.basic().contains(truth[i]) ? 1 : 0;
      }
    }
    for (int i = 0; i < truth.length; i++) {
      percentile[i] /= dataSets;
      basic[i] /= dataSets;
    }
    return new Coverage(
        percentile, basic, firstOrder(refit.problem(), fits, truth, level), dataSets);
  }

  private static double[] firstOrder(Problem problem, Fit[] fits, double[] truth, double level) {
    double[] shares = new double[truth.length];
    Arrays.fill(shares, Double.NaN);
    if (fits[0].standardErrors() == null) {
      return shares;
    }
    Arrays.fill(shares, 0, Coordinates.names(problem).size(), 0);
    for (Fit fit : fits) {
      double[] estimates = Coordinates.physical(problem, fit.coordinates());
      for (int i = 0; i < estimates.length; i++) {
        Interval.Range range = Interval.Range.normal(estimates[i], fit.standardErrors()[i], level);
        shares[i] += range.contains(truth[i]) ? 1.0 / fits.length : 0;
      }
    }
    return shares;
  }
}
