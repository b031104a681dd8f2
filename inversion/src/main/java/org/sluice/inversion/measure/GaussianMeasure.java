package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Backend;

/**
 * The Gaussian law z ~ N(m, C). The physical numbers are {@code mean[1] … mean[q]}, then {@code
 * sd[1] … sd[q]} if C is diagonal, or C's lower triangle {@code covariance[1,1], covariance[2,1] …}
 * if it is full. For q = 1 they are {@code mean} and {@code sd}.
 */
public final class GaussianMeasure extends TransformedGaussian {

  private GaussianMeasure(int dimension, Spread spread) {
    super(dimension, spread, "mean", "");
  }

  /**
   * Makes the family with independent parameters.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static GaussianMeasure diagonal(int dimension) {
    return new GaussianMeasure(dimension, new DiagonalSpread(dimension));
  }

  /**
   * Makes the family with dependent parameters.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static GaussianMeasure full(int dimension) {
    return new GaussianMeasure(dimension, new FullSpread(dimension));
  }

  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    return independent(mean, sd);
  }

  @Override
  boolean isUnitFree() {
    return false;
  }

  @Override
  void transform(Panel values) {}

  @Override
  void pullBack(Panel z, Panel gradient) {}

  @Override
  public PushforwardOnBackend onBackend(Backend backend, long rows) {
    return onBackend(backend, rows, false);
  }
}
