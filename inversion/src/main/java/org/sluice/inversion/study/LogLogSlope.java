package org.sluice.inversion.study;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The power with which one positive number goes with another: the slope of a line fitted by least
 * squares to both logarithms.
 *
 * @param points that were fitted; the others are NaN below 2
 * @param slope the power
 * @param lower end of the 95 % interval by Student's t; NaN below 3 points
 * @param upper its other end
 */
public record LogLogSlope(int points, double slope, double lower, double upper) {

  private static final double LEVEL = 0.975;

  /** The fit to points, of which those that are not positive and finite are left out. */
  public static LogLogSlope of(double[] x, double[] y) {
    int n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (counts(x[i], y[i])) {
        n++;
        meanX += (Math.log(x[i]) - meanX) / n;
        meanY += (Math.log(y[i]) - meanY) / n;
      }
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      if (counts(x[i], y[i])) {
        double dx = Math.log(x[i]) - meanX;
        double dy = Math.log(y[i]) - meanY;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
      }
    }
    if (n < 2 || xx == 0) {
      return new LogLogSlope(n, Double.NaN, Double.NaN, Double.NaN);
    }
    double slope = xy / xx;
    if (n < 3) {
      return new LogLogSlope(n, slope, Double.NaN, Double.NaN);
    }
    double residual = Math.max(0, yy - slope * xy);
    double error = Math.sqrt(residual / (n - 2) / xx);
    double half = TDistribution.of(n - 2).inverseCumulativeProbability(LEVEL) * error;
    return new LogLogSlope(n, slope, slope - half, slope + half);
  }

  private static boolean counts(double x, double y) {
    return x > 0 && y > 0 && x < Double.POSITIVE_INFINITY && y < Double.POSITIVE_INFINITY;
  }
}
