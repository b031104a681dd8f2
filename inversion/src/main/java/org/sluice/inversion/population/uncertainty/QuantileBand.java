package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;

/**
 * Quantiles of the data along a direction, and a band of the quantiles of as many data simulated
 * from the fitted model. The band holds for each level alone: of many levels some leave it by
 * chance. At least 39 data sets are simulated, since a band of fewer would hold less than 95 %.
 *
 * @param levels in (0, 1)
 * @param data quantiles of the data
 * @param median of the simulated ones
 * @param lower below which 2.5 % of them lie
 * @param upper above which 2.5 % of them lie
 */
public record QuantileBand(
    double[] levels, double[] data, double[] median, double[] lower, double[] upper) {

  private static final int LEVELS = 49;
  private static final double TAIL = 0.025;

  /**
   * Simulates data sets and computes their quantiles.
   *
   * @param group of individuals, from 0
   * @param weights the direction
   * @param replicates number of simulated data sets, unless the band needs more
   */
  static QuantileBand of(
      Refit refit, Simulator simulator, int group, double[] weights, int replicates) {
    int count = Math.max(replicates, Quantile.fewest(TAIL));
    double[] levels =
        IntStream.rangeClosed(1, LEVELS).mapToDouble(i -> i / (LEVELS + 1.0)).toArray();
    Matrix data = refit.problem().groups().get(group).data();
    double[] observed = quantiles(data, weights, levels);
    double[][] simulated = new double[LEVELS][count];
    for (int r = 0; r < count; r++) {
      try (Arena arena = Arena.ofConfined()) {
        long seed = GroupSeed.of(RandomStream.SIMULATION.seed(refit.seed(), r), group);
        Matrix drawn = simulator.draw(refit.optimum(), group, data.rows(), seed, arena);
        double[] quantiles = quantiles(drawn, weights, levels);
        for (int i = 0; i < LEVELS; i++) {
          simulated[i][r] = quantiles[i];
        }
      }
    }
    for (double[] atLevel : simulated) {
      Arrays.sort(atLevel);
    }
    return new QuantileBand(
        levels, observed, at(simulated, 0.5), at(simulated, TAIL), at(simulated, 1 - TAIL));
  }

  private static double[] at(double[][] sorted, double level) {
    return Arrays.stream(sorted).mapToDouble(values -> Quantile.of(values, level)).toArray();
  }

  private static double[] quantiles(Matrix observations, double[] weights, double[] levels) {
    double[] projected = new double[Math.toIntExact(observations.rows())];
    double[] row = new double[weights.length];
    for (int n = 0; n < projected.length; n++) {
      observations.readRow(n, row);
      for (int j = 0; j < row.length; j++) {
        projected[n] += weights[j] * row[j];
      }
    }
    Arrays.sort(projected);
    return Arrays.stream(levels).map(level -> Quantile.of(projected, level)).toArray();
  }
}
