package org.sluice.inversion.surrogate;

import java.util.Arrays;

/** Mean and standard deviation of each column of rows that come one by one (Welford 1962). */
final class RunningMoments {

  private final double[] mean;
  private final double[] squares;
  private long count;

  RunningMoments(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    count = 0;
  }

  int size() {
    return mean.length;
  }

  void add(double[] row) {
    count++;
    for (int j = 0; j < mean.length; j++) {
      double before = row[j] - mean[j];
      mean[j] += before / count;
      squares[j] += before * (row[j] - mean[j]);
    }
  }

  double mean(int j) {
    return mean[j];
  }

  /**
   * The first column whose numbers are so large that their spread is no number, or −1 if there is
   * none.
   */
  int overflowing() {
    for (int j = 0; j < mean.length; j++) {
      if (!Double.isFinite(mean[j]) || !Double.isFinite(squares[j])) {
        return j;
      }
    }
    return -1;
  }

  /** 1 for a column without spread, which then is only shifted. */
  double standardDeviation(int j) {
    double variance = squares[j] / Math.max(1, count);
    return variance > 0 ? Math.sqrt(variance) : 1;
  }
}
