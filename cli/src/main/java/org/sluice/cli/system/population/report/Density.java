package org.sluice.cli.system.population.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A density estimated from samples by Gaussian kernels of Silverman's bandwidth. */
final class Density {

  private static final int POINTS = 120;

  private final double[] sorted;
  private final double bandwidth;

  /** From at least one sample. */
  Density(double[] samples) {
    sorted = samples.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = Math.sqrt(squares / sorted.length);
    double quartiles = (quantile(0.75) - quantile(0.25)) / 1.34;
    double spread = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
    // Where all samples coincide, any narrow bump shows it.
    double width = spread > 0 ? spread : mean != 0 ? Math.abs(mean) * 1e-3 : 1e-3;
    bandwidth = 0.9 * width * Math.pow(sorted.length, -0.2);
  }

  /** The quantile at a level in [0, 1]. */
  double quantile(double level) {
    return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(level * sorted.length))];
  }

  double bandwidth() {
    return bandwidth;
  }

  /** Multiples of a round spacing, from one place to another. */
  static double[] grid(double from, double to) {
    double least = (to - from) / POINTS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double spacing =
        DoubleStream.of(1, 2, 5, 10).filter(k -> k * power >= least).findFirst().orElse(10) * power;
    long first = (long) Math.floor(from / spacing);
    int count = (int) (Math.ceil(to / spacing) - first) + 1;
    return IntStream.range(0, count).mapToDouble(i -> (first + i) * spacing).toArray();
  }

  /** The density at each abscissa. */
  double[] at(double[] grid) {
    double[] density = new double[grid.length];
    double factor = 1 / (sorted.length * bandwidth * Math.sqrt(2 * Math.PI));
    for (int i = 0; i < grid.length; i++) {
      double sum = 0;
      for (double sample : sorted) {
        double distance = (grid[i] - sample) / bandwidth;
        sum += Math.exp(-distance * distance / 2);
      }
      density[i] = sum * factor;
    }
    return density;
  }
}
