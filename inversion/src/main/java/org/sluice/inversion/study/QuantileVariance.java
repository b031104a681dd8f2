package org.sluice.inversion.study;

import java.util.Arrays;
import org.sluice.kernels.Philox;

/**
 * The random empirical quantile function Q_N of N standard normal draws: by how much two samples of
 * one law differ although nothing is wrong.
 */
public final class QuantileVariance {

  private static final long SEED = 1;
  // No stream of an inversion, a simulation or of directions.
  private static final long STREAM = (3L << 61) + 1;
  // Draws in all; the error of w is then about 1 % for small samples and less for large ones.
  private static final int DRAWS = 400_000;
  private static final int FEWEST_REPEATS = 40;

  private QuantileVariance() {}

  /**
   * w_{N,M} = E W₂² between the empirical measures of N and of M independent standard normal draws,
   * by simulation with fixed random numbers.
   */
  public static double between(int n, int m) {
    int repeats = Math.max(FEWEST_REPEATS, DRAWS / Math.max(n, m));
    double sum = 0;
    double[] first = new double[n];
    double[] second = new double[m];
    for (int repeat = 0; repeat < repeats; repeat++) {
      fill(first, (long) repeat * n, STREAM);
      fill(second, (long) repeat * m, STREAM + 1);
      sum += squaredDistance(first, second);
    }
    return sum / repeats;
  }

  private static void fill(double[] sample, long from, long stream) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = Philox.normal(SEED, stream, from + i);
    }
    Arrays.sort(sample);
  }

  /** ∫ (Q_a − Q_b)² over the merged grid of both quantile functions' breakpoints. */
  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    double at = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      long ends = Long.compare((i + 1L) * b.length, (j + 1L) * a.length);
      double next = ends <= 0 ? (i + 1.0) / a.length : (j + 1.0) / b.length;
      sum += (next - at) * (a[i] - b[j]) * (a[i] - b[j]);
      at = next;
      i += ends <= 0 ? 1 : 0;
      j += ends >= 0 ? 1 : 0;
    }
    return sum;
  }
}
