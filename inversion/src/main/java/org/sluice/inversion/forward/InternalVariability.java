package org.sluice.inversion.forward;

import java.lang.foreign.Arena;
import java.util.function.LongFunction;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * How the observations of systems with the same parameters vary, since they start elsewhere and are
 * averaged over a finite time. A model that does not know of it takes it for noise: of noise with
 * standard deviation γ, √(γ² + s²) is then recovered.
 *
 * @param standardDeviations s of each observed number, within systems of the same parameters
 * @param between standard deviation of each observed number's mean over repeats, between systems
 */
public record InternalVariability(double[] standardDeviations, double[] between) {

  /**
   * Runs each system several times.
   *
   * @param map the forward map with the initial states of a seed
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
    double[] within = new double[d];
    double[] between = new double[d];
    try (Arena arena = Arena.ofConfined()) {
      Matrix[] repeats = new Matrix[seeds.length];
      for (int r = 0; r < seeds.length; r++) {
        repeats[r] = Matrix.allocate(arena, ElementType.F64, n, d);
        map.apply(seeds[r]).apply(z, repeats[r]);
      }
      for (int k = 0; k < d; k++) {
        double[] means = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
          for (Matrix repeat : repeats) {
            means[i] += repeat.get(i, k) / seeds.length;
          }
          mean += means[i] / n;
          for (Matrix repeat : repeats) {
            double difference = repeat.get(i, k) - means[i];
            within[k] += difference * difference / ((seeds.length - 1.0) * n);
          }
        }
        for (int i = 0; i < n; i++) {
          between[k] += (means[i] - mean) * (means[i] - mean) / (n - 1);
        }
        within[k] = Math.sqrt(within[k]);
        between[k] = Math.sqrt(between[k]);
      }
    }
    return new InternalVariability(within, between);
  }
}
