package org.sluice.inversion.population.uncertainty;

import org.sluice.kernels.NormalQuantile;

/**
 * The intervals and errors of one number, on the physical scale.
 *
 * @param name its name; the noise's numbers begin with the word noise
 * @param estimate of the run
 * @param standardError standard deviation of the bootstrap's replicates
 * @param monteCarloError standard deviation of a replicate over the random numbers of its fit, the
 *     data held fixed; it is part of {@code standardError}, which is that much too large
 * @param firstOrder the standard error to first order, from one point and no replicates; NaN if it
 *     is not known
 * @param drift from the estimate to the mean of fits to the run's own data that start there; of a
 *     run that has arrived it is 0 but for the Monte-Carlo error of the estimate
 * @param driftError standard error of that mean
 * @param percentile between two quantiles of the replicates
 * @param basic the same, reflected about the estimate, which corrects for the estimator's bias
 */
public record Interval(
    String name,
    double estimate,
    double standardError,
    double monteCarloError,
    double firstOrder,
    double drift,
    double driftError,
    Range percentile,
    Range basic) {

  /**
   * An interval from a lower to an upper end.
   *
   * @param lower the lower end
   * @param upper the upper end
   */
  public record Range(double lower, double upper) {

    /**
     * The interval of a normal law.
     *
     * @param level in (0, 1): of 0.95, the ends are 1.96 standard errors away
     */
    public static Range normal(double estimate, double standardError, double level) {
      double half = NormalQuantile.of((1 + level) / 2) * standardError;
      return new Range(estimate - half, estimate + half);
    }

    /** Returns whether a number lies in the interval. */
    public boolean contains(double value) {
      return lower <= value && value <= upper;
    }
  }
}
