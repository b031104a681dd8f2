package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.Panel;

/**
 * Independent parameters in known intervals: z = a + (b − a) logistic(m + eˢ ω). The physical
 * numbers are the medians {@code median[1] …}, a + (b − a) logistic(m), and {@code sdOfLogit[1] …},
 * eˢ; for q = 1 the names have no index.
 */
public final class BoundedMeasure extends TransformedGaussian {

  private final double[] lower;
  private final double[] upper;

  /**
   * Sets the intervals (a, b).
   *
   * @param lower a, one for each parameter
   * @param upper b, likewise
   * @throws IllegalArgumentException if there are more of one than of the other, or an interval is
   *     empty or not finite
   */
  public BoundedMeasure(double[] lower, double[] upper) {
    super(lower.length, new DiagonalSpread(lower.length), "median", "OfLogit");
    if (upper.length != lower.length) {
      throw new IllegalArgumentException(
          "%s has %d lower bounds but %d upper ones"
              .formatted(CoordinateNames.OWNER, lower.length, upper.length));
    }
    for (int j = 0; j < lower.length; j++) {
      if (!(lower[j] < upper[j]) || !Double.isFinite(upper[j] - lower[j])) {
        throw new IllegalArgumentException(
            "%s's interval %d is (%s, %s); a lower bound must be less than its upper bound"
                .formatted(CoordinateNames.OWNER, j + 1, lower[j], upper[j]));
      }
    }
    this.lower = lower.clone();
    this.upper = upper.clone();
  }

  @Override
  public double[] coordinates(double[] physical) {
    double[] coordinates = super.coordinates(physical);
    for (int j = 0; j < lower.length; j++) {
      double median = physical[j];
      if (!(median > lower[j] && median < upper[j])) {
        throw new IllegalArgumentException(
            "%s's %s must be in (%s, %s), not %s"
                .formatted(CoordinateNames.OWNER, names().get(j), lower[j], upper[j], median));
      }
      coordinates[j] = Math.log((median - lower[j]) / (upper[j] - median));
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = super.physical(coordinates);
    for (int j = 0; j < lower.length; j++) {
      physical[j] = lower[j] + (upper[j] - lower[j]) * logistic(coordinates[j]);
    }
    return physical;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The median is the mean, and the spread of the logit that of z over the derivative at the
   * median; NaN where the mean lies outside of the interval.
   */
  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] median = new double[lower.length];
    double[] sdOfLogit = new double[lower.length];
    for (int j = 0; j < lower.length; j++) {
      double below = mean[j] - lower[j];
      double above = upper[j] - mean[j];
      boolean inside = below > 0 && above > 0;
      median[j] = inside ? mean[j] : Double.NaN;
      sdOfLogit[j] = inside ? sd[j] * (upper[j] - lower[j]) / below / above : Double.NaN;
    }
    return independent(median, sdOfLogit);
  }

  @Override
  boolean isUnitFree() {
    return true;
  }

  @Override
  void transform(Panel values) {
    for (int j = 0; j < lower.length; j++) {
      double[] value = values.column(j);
      for (int l = 0; l < Panel.LANES; l++) {
        value[l] = lower[j] + (upper[j] - lower[j]) * logistic(value[l]);
      }
    }
  }

  @Override
  void pullBack(Panel z, Panel gradient) {
    for (int j = 0; j < lower.length; j++) {
      double[] value = z.column(j);
      double[] column = gradient.column(j);
      double width = upper[j] - lower[j];
      for (int l = 0; l < Panel.LANES; l++) {
        column[l] *= (value[l] - lower[j]) * (upper[j] - value[l]) / width;
      }
    }
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
