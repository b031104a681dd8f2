package org.sluice.inversion.forward;

import java.lang.foreign.Arena;
import java.util.function.LongFunction;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The variability of a chaotic system at fixed parameters: averages over a finite time depend on
 * the initial state. To a model without initial states this is noise: if the noise has the
 * covariance Γ, an inversion recovers Γ + S.
 *
 * @param covariance S, the covariance of the observed numbers at fixed parameters, d × d
 * @param between the standard deviation over systems of each observed number's mean over repeats
 */
public record InternalVariability(double[] covariance, double[] between) {

  /** √S_kk for each observed number, in a new array. */
  public double[] standardDeviations() {
    double[] deviations = new double[between.length];
    for (int k = 0; k < deviations.length; k++) {
      deviations[k] = Math.sqrt(covariance[k * deviations.length + k]);
    }
    return deviations;
  }

  /**
   * Estimates the variability by running each system several times.
   *
   * @param map makes the forward map whose initial states are drawn with a seed
   * @param z n × q, n at least 2
   * @param seeds one for each repeat, at least 2
   */
  public static InternalVariability measure(LongFunction<ForwardMap> map, Matrix z, long... seeds) {
    if (z.rows() < 2 || seeds.length < 2) {
      throw new IllegalArgumentException(
          "variability needs at least 2 systems and 2 repeats, not %d and %d"
              .formatted(z.rows(), seeds.length));
    }
    int d = map.apply(seeds[0]).observationDimension();
    int n = Math.toIntExact(z.rows());
    double[] within = new double[d * d];
    double[] between = new double[d];
    try (Arena arena = Arena.ofConfined()) {
      Matrix[] repeats = new Matrix[seeds.length];
      for (int r = 0; r < seeds.length; r++) {
        repeats[r] = Matrix.allocate(arena, ElementType.F64, n, d);
        map.apply(seeds[r]).apply(z, repeats[r]);
      }
      double[][] means = new double[n][];
      double[] mean = new double[d];
      for (int i = 0; i < n; i++) {
        means[i] = mean(repeats, i, d);
        add(means[i], 1.0 / n, mean);
        for (Matrix repeat : repeats) {
          double[] difference = repeat.rows(i, i + 1).toDoubles();
          add(means[i], -1, difference);
          for (int k = 0; k < d; k++) {
            add(difference, difference[k] / ((seeds.length - 1.0) * n), k * d, within);
          }
        }
      }
      for (int k = 0; k < d; k++) {
        for (int i = 0; i < n; i++) {
          between[k] += (means[i][k] - mean[k]) * (means[i][k] - mean[k]) / (n - 1);
        }
        between[k] = Math.sqrt(between[k]);
      }
    }
    return new InternalVariability(within, between);
  }

  private static double[] mean(Matrix[] repeats, int row, int d) {
    double[] mean = new double[d];
    for (Matrix repeat : repeats) {
      add(repeat.rows(row, row + 1).toDoubles(), 1.0 / repeats.length, mean);
    }
    return mean;
  }

  private static void add(double[] values, double factor, double[] sums) {
    add(values, factor, 0, sums);
  }

  private static void add(double[] values, double factor, int from, double[] sums) {
    for (int k = 0; k < values.length; k++) {
      sums[from + k] += factor * values[k];
    }
  }
}
