package org.sluice.kernels;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss by brute force: quantile functions are looked up at the middle of every interval of the
 * merged grid. Shares nothing with the kernels.
 */
record Oracle(
    double loss, double[] squared, double[][] sampleGradient, double[][] directionGradient) {

  static Oracle of(Clouds clouds) {
    int m = clouds.samples().length;
    int n = clouds.data().length;
    int slices = clouds.directions().length;
    int dimension = clouds.directions()[0].length;
    double[] squared = new double[slices];
    double[][] sampleGradient = new double[m][dimension];
    double[][] directionGradient = new double[slices][dimension];
    double loss = 0;
    for (int k = 0; k < slices; k++) {
      double[] direction = clouds.directions()[k];
      Quantiles x = Quantiles.of(clouds.samples(), clouds.sampleWeights(), direction);
      Quantiles y = Quantiles.of(clouds.data(), clouds.dataWeights(), direction);
      double[] grid = new double[m + n + 1];
      System.arraycopy(x.levels, 0, grid, 1, m);
      System.arraycopy(y.levels, 0, grid, m + 1, n);
      Arrays.sort(grid);
      for (int g = 0; g + 1 < grid.length; g++) {
        double mass = grid[g + 1] - grid[g];
        if (mass <= 0) {
          continue;
        }
        int i = x.pointAt(grid[g] + mass / 2);
        int j = y.pointAt(grid[g] + mass / 2);
        double difference = x.projections[i] - y.projections[j];
        squared[k] += mass * difference * difference;
        for (int c = 0; c < dimension; c++) {
          double scale = 2 * mass * difference / slices;
          sampleGradient[i][c] += scale * direction[c];
          directionGradient[k][c] += scale * (clouds.samples()[i][c] - clouds.data()[j][c]);
        }
      }
      loss += squared[k] / slices;
    }
    return new Oracle(loss, squared, sampleGradient, directionGradient);
  }

  /** The step function of one side: point {@code order[r]} lies below level {@code levels[r]}. */
  private record Quantiles(double[] projections, int[] order, double[] levels) {

    static Quantiles of(double[][] points, double[] weights, double[] direction) {
      int n = points.length;
      double[] projections = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < direction.length; j++) {
          projections[i] = Math.fma(points[i][j], direction[j], projections[i]);
        }
      }
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted((a, b) -> Double.compare(projections[a] + 0.0, projections[b] + 0.0))
              .mapToInt(Integer::intValue)
              .toArray();
      double total = weights == null ? n : Arrays.stream(weights).sum();
      double[] levels = new double[n];
      double sum = 0;
      for (int r = 0; r < n; r++) {
        sum += weights == null ? 1 : weights[order[r]];
        levels[r] = Math.min(1, sum / total);
      }
      return new Quantiles(projections, order, levels);
    }

    int pointAt(double level) {
      int low = 0;
      int high = levels.length - 1;
      while (low < high) {
        int middle = low + high >>> 1;
        if (levels[middle] < level) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return order[low];
    }
  }
}
