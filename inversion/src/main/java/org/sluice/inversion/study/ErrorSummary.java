package org.sluice.inversion.study;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Estimates of one number over repetitions, against its truth.
 *
 * @param count of estimates; the others are NaN if it is 0
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

  /** The summary of estimates, none of which is NaN, in their order. */
  public static ErrorSummary of(double[] estimates, double truth) {
    if (estimates.length == 0) {
      return new ErrorSummary(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] quartiles =
        Quantile.withDefaults()
            .with(Quantile.EstimationMethod.HF7)
            .evaluate(estimates.clone(), 0.25, 0.5, 0.75);
    double sum = 0;
    double squares = 0;
    for (double estimate : estimates) {
      sum += estimate - truth;
      squares += (estimate - truth) * (estimate - truth);
    }
    return new ErrorSummary(
        estimates.length,
        quartiles[0],
        quartiles[1],
        quartiles[2],
        sum / estimates.length,
        Math.sqrt(squares / estimates.length));
  }

  /** The median of numbers, none of which is NaN; NaN if there are none. */
  public static double median(double[] numbers) {
    return numbers.length == 0
        ? Double.NaN
        : Quantile.withDefaults()
            .with(Quantile.EstimationMethod.HF7)
            .evaluate(Arrays.copyOf(numbers, numbers.length), 0.5);
  }
}
