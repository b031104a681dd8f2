package org.sluice.inversion.population.examine;

import org.sluice.kernels.NormalQuantile;

/**
 * The expected distance of two samples of the same law: w_{N,M}, the expectation of W₂² between N
 * and M independent standard normal draws. With m the expected order statistics as functions of u
 * in (0, 1), it is 2 − 2 ∫ m_N m_M, since a sample's squares have mean 1. It is computed as (1 − ∫
 * m_N²) + (1 − ∫ m_M²) + ∫ (m_N − m_M)².
 */
public final class SampleDistance {

  // Beyond this rank the expansion is exact to 1e-6 of a variance.
  private static final int EXPANDED_FROM = 1000;
  private static final double STEPS_PER_DEVIATION = 3;
  private static final double DEVIATIONS = 9;
  private static final double TAIL = 40;

  private SampleDistance() {}

  /** Returns w_{N,M}. */
  public static double expected(int n, int m) {
    double[] first = orderStatistics(n);
    double[] second = n == m ? first : orderStatistics(m);
    double sum = lack(first) + lack(second);
    double at = 0;
    for (int i = 0, j = 0; i < n && j < m; ) {
      int order = Long.compare((i + 1L) * m, (j + 1L) * n);
      double next = order <= 0 ? (i + 1.0) / n : (j + 1.0) / m;
      double difference = first[i] - second[j];
      sum += (next - at) * difference * difference;
      at = next;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return sum;
  }

  /** The mean variance of the order statistics: 1 − mean m². */
  private static double lack(double[] means) {
    double squares = 0;
    for (double mean : means) {
      squares += mean * mean;
    }
    return 1 - squares / means.length;
  }

  /** E X₍ᵢ₎ of n standard normal draws, i = 1 … n. */
  static double[] orderStatistics(int n) {
    double[] means = new double[n];
    for (int i = 1; i <= n / 2; i++) {
      means[i - 1] = i > EXPANDED_FROM ? expanded(i, n) : integrated(i, n);
      means[n - i] = -means[i - 1];
    }
    return means;
  }

  /** David and Johnson, "Statistical treatment of censored data", Biometrika 41, 1954. */
  private static double expanded(int i, int n) {
    double p = i / (n + 1.0);
    double q = NormalQuantile.of(p);
    double density = Math.exp(-q * q / 2) / Math.sqrt(2 * Math.PI);
    return q + p * (1 - p) * q / (2 * (n + 2.0) * density * density);
  }

  /** The normal quantile's mean under Beta(i, n − i + 1), by the trapezoidal rule in log odds. */
  private static double integrated(int i, int n) {
    double above = n - i + 1.0;
    double deviation = Math.sqrt(1.0 / i + 1 / above);
    double mode = Math.log(i / above);
    double from = mode - Math.max(DEVIATIONS * deviation, TAIL / i);
    double to = mode + Math.max(DEVIATIONS * deviation, TAIL / above);
    double step = deviation / STEPS_PER_DEVIATION;
    double atMode = logDensity(mode, i, above);
    double weights = 0;
    double sum = 0;
    for (double odds = from; odds <= to; odds += step) {
      double weight = Math.exp(logDensity(odds, i, above) - atMode);
      weights += weight;
      sum += weight * quantile(odds);
    }
    return sum / weights;
  }

  private static double logDensity(double odds, double below, double above) {
    return -below * Math.log1p(Math.exp(-odds)) - above * Math.log1p(Math.exp(odds));
  }

  private static double quantile(double odds) {
    double smaller = 1 / (1 + Math.exp(Math.abs(odds)));
    return odds < 0 ? NormalQuantile.of(smaller) : -NormalQuantile.of(smaller);
  }
}
