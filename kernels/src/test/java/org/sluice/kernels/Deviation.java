package org.sluice.kernels;

/** Distances between arrays. */
final class Deviation {

  private Deviation() {}

  /** Largest difference, in units of the expected array's largest entry. */
  static double relative(double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " entries, not " + expected.length);
    }
    double largest = 0;
    double scale = Double.MIN_NORMAL;
    for (int i = 0; i < expected.length; i++) {
      // NaN must not be lost in a maximum.
      double difference = Math.abs(actual[i] - expected[i]);
      largest = difference <= largest ? largest : difference;
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return largest / scale;
  }

  static double relative(double[] actual, double[][] expected) {
    return relative(actual, flat(expected));
  }

  static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return flat;
  }
}
