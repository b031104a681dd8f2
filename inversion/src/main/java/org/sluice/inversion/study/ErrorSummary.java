package org.sluice.inversion.study;

import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Summarises the estimates of one number over repetitions and compares them with the truth.
 *
 * @param count number of estimates; if it is 0, all other components are NaN
 * @param lowerQuartile of the estimates, interpolated (Hyndman and Fan, type 7)
 * @param median likewise
 * @param upperQuartile likewise
 * @param bias mean estimate minus truth
 * @param rootMeanSquareError √ of the mean squared difference from the truth
 */
public record ErrorSummary(
    int count,
    double lowerQuartile,
    double median,
    double upperQuartile,
    double bias,
    double rootMeanSquareError) {

  /** Summarises estimates, none of which is NaN. */
  public static ErrorSummary of(double[] estimates, double truth) {
    if (estimates.length == 0) {
      return new ErrorSummary(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double sum = 0;
    double squares = 0;
    for (double estimate : estimates) {
      sum += estimate - truth;
      squares += (estimate - truth) * (estimate - truth);
    }
    return new ErrorSummary(
        estimates.length,
        quantile(estimates, 25),
        quantile(estimates, 50),
        quantile(estimates, 75),
        sum / estimates.length,
        Math.sqrt(squares / estimates.length));
  }

  /** The median of numbers, none of which is NaN; NaN if there are none. */
  public static double median(double[] numbers) {
    return numbers.length == 0 ? Double.NaN : quantile(numbers, 50);
  }

  private static double quantile(double[] numbers, double percent) {
    return new Percentile().withEstimationType(EstimationType.R_7).evaluate(numbers, percent);
  }
}
