package org.sluice.inversion.study;

import org.hipparchus.stat.regression.SimpleRegression;

/**
 * The exponent of a power law between two positive numbers: the slope of a line that is fitted to
 * both logarithms by least squares.
 *
 * @param points number of fitted points; below 2, all other components are NaN
 * @param slope the exponent
 * @param lower end of the 95 % interval by Student's t; NaN below 3 points
 * @param upper its other end
 */
public record LogLogSlope(int points, double slope, double lower, double upper) {

  /** Fits the points. Points that are not positive and finite are left out. */
  public static LogLogSlope of(double[] x, double[] y) {
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < x.length; i++) {
      if (counts(x[i], y[i])) {
        line.addData(Math.log(x[i]), Math.log(y[i]));
      }
    }
    int points = (int) line.getN();
    double half = points < 3 ? Double.NaN : line.getSlopeConfidenceInterval();
    return new LogLogSlope(points, line.getSlope(), line.getSlope() - half, line.getSlope() + half);
  }

  private static boolean counts(double x, double y) {
    return x > 0 && y > 0 && x < Double.POSITIVE_INFINITY && y < Double.POSITIVE_INFINITY;
  }
}
