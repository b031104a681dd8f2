package org.sluice.inversion.population.problem;

import org.sluice.inversion.forward.ReplicatesMap;

/**
 * The readings of a group whose individuals are measured several times each, so that the data are
 * the parameter itself but for noise: the means of the rows, and the scatter within rows, which is
 * noise alone.
 */
final class Readings {

  private final double[] means;
  private final double squares;

  private Readings(Group group) {
    int d = group.dimension();
    means = new double[Math.toIntExact(group.data().rows())];
    double[] row = new double[d];
    double sum = 0;
    for (int n = 0; n < means.length; n++) {
      group.data().readRow(n, row);
      // Differences from a reading lose no digits, and are 0 where all are equal.
      double offset = 0;
      for (double reading : row) {
        offset += (reading - row[0]) / d;
      }
      means[n] = row[0] + offset;
      for (double reading : row) {
        double difference = reading - row[0] - offset;
        sum += difference * difference;
      }
    }
    squares = sum;
  }

  /** The readings of a group, or null if its map is another one. */
  static Readings of(Group group) {
    return group.forward() instanceof ReplicatesMap ? new Readings(group) : null;
  }

  /** The mean of each row, in a new array. */
  double[] means() {
    return means.clone();
  }

  /** The squared differences of all readings from their row's mean. */
  double squares() {
    return squares;
  }

  /** The mean, over rows, of a row's variance if its noise has covariance Γ. */
  static double withinVariance(double[] covariance, int d) {
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += covariance[j * d + j];
    }
    return d == 1 ? 0 : (trace - d * varianceOfMean(covariance, d)) / (d - 1);
  }

  /** The variance of a row's mean if its noise has covariance Γ. */
  static double varianceOfMean(double[] covariance, int d) {
    double sum = 0;
    for (double entry : covariance) {
      sum += entry;
    }
    return sum / d / d;
  }
}
