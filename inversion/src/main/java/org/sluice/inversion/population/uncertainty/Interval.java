package org.sluice.inversion.population.uncertainty;

/**
 * The intervals and errors of one number, on the physical scale.
 *
 * @param name its name; the noise's numbers begin with the word noise
 * @param estimate of the run
 * @param standardError standard deviation of the bootstrap's replicates
 * @param monteCarloError standard deviation of the estimate over the random numbers of the fit, the
 *     data held fixed; it is part of {@code standardError} and should be much smaller
 * @param percentile between two quantiles of the replicates
 * @param basic the same, reflected about the estimate, which corrects for the estimator's bias
 */
public record Interval(
    String name,
    double estimate,
    double standardError,
    double monteCarloError,
    Range percentile,
    Range basic) {

  /**
   * An interval from a lower to an upper end.
   *
   * @param lower the lower end
   * @param upper the upper end
   */
  public record Range(double lower, double upper) {

    /** Returns whether a number lies in the interval. */
    public boolean contains(double value) {
      return lower <= value && value <= upper;
    }
  }
}
