package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.LogCoordinates;

/** The log-normal law with the mean and standard deviation of z as its physical numbers. */
final class LogNormalByMoments extends LogNormalMeasure {

  LogNormalByMoments(int dimension) {
    super(dimension, new DiagonalSpread(dimension), "mean", "");
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names(), physical);
    int q = dimension();
    double[] coordinates = new double[2 * q];
    for (int j = 0; j < q; j++) {
      double logMean = LogCoordinates.logarithm(CoordinateNames.OWNER, names().get(j), physical[j]);
      LogCoordinates.logarithm(CoordinateNames.OWNER, names().get(q + j), physical[q + j]);
      double ratio = physical[q + j] / physical[j];
      double variance = Math.log1p(ratio * ratio);
      coordinates[j] = logMean - variance / 2;
      coordinates[q + j] = Math.log(variance) / 2;
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    int q = dimension();
    double[] physical = new double[2 * q];
    for (int j = 0; j < q; j++) {
      double variance = Math.exp(2 * coordinates[q + j]);
      physical[j] = Math.exp(coordinates[j] + variance / 2);
      physical[q + j] = physical[j] * Math.sqrt(Math.expm1(variance));
    }
    return physical;
  }

  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] positive = mean.clone();
    for (int j = 0; j < positive.length; j++) {
      positive[j] = mean[j] > 0 ? mean[j] : Double.NaN;
    }
    return independent(positive, sd);
  }
}
