package org.sluice.inversion.discrepancy;

import java.util.List;
import org.sluice.kernels.DirectionScheme;

/**
 * A loss and how far its slices determine it.
 *
 * @param squared the mean over slices of the squared distances, not scaled by d/2
 * @param standardError of that mean, as a mean over random directions with the samples held fixed:
 *     for independent directions the slices' standard deviation over √P; for orthonormal blocks the
 *     standard deviation of the means of full blocks over the root of their number where there are
 *     two or more, else as for independent directions, which then is an upper bound in most cases;
 *     NaN for one slice
 */
public record LossEstimate(double squared, double standardError) {

  /**
   * The estimate from slices.
   *
   * @param slices squared distances, one per slice
   * @param scheme the scheme by which the directions were drawn
   * @param dimension d
   */
  public static LossEstimate of(double[] slices, DirectionScheme scheme, int dimension) {
    boolean blocks = scheme == DirectionScheme.ORTHOGONAL && slices.length / dimension >= 2;
    int block = blocks ? dimension : 1;
    return new LossEstimate(mean(slices, 0, slices.length), standardErrorOfBlocks(slices, block));
  }

  /** The weighted mean of independent estimates; weights add up to 1. */
  public static LossEstimate mean(List<LossEstimate> estimates, double[] weights) {
    double squared = 0;
    double error = 0;
    for (int i = 0; i < weights.length; i++) {
      squared += weights[i] * estimates.get(i).squared;
      error = Math.hypot(error, weights[i] * estimates.get(i).standardError);
    }
    return new LossEstimate(squared, error);
  }

  private static double standardErrorOfBlocks(double[] slices, int block) {
    int count = slices.length / block;
    double centre = mean(slices, 0, count * block);
    double squares = 0;
    for (int b = 0; b < count; b++) {
      double difference = mean(slices, b * block, (b + 1) * block) - centre;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (count - 1) / count);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
