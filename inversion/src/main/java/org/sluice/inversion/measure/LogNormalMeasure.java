package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Backend;

/**
 * The log-normal law log z ~ N(m, C). The physical numbers are {@code meanOfLog[1] …}, then {@code
 * sdOfLog[1] …} if C is diagonal, or C's lower triangle {@code covarianceOfLog[1,1] …} if it is
 * full; or the mean and standard deviation of z itself ({@link #byMoments}).
 */
public sealed class LogNormalMeasure extends TransformedGaussian permits LogNormalByMoments {

  LogNormalMeasure(int dimension, Spread spread, String location, String suffix) {
    super(dimension, spread, location, suffix);
  }

  /**
   * Makes the family with independent parameters.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure diagonal(int dimension) {
    return new LogNormalMeasure(dimension, new DiagonalSpread(dimension), "meanOfLog", "OfLog");
  }

  /**
   * Makes the family with dependent parameters.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure full(int dimension) {
    return new LogNormalMeasure(dimension, new FullSpread(dimension), "meanOfLog", "OfLog");
  }

  /**
   * Makes the family with independent parameters whose physical numbers are the mean M and standard
   * deviation τ of z: {@code mean[1] …, sd[1] …}. The coordinates are those of {@link #diagonal},
   * with σ² = log(1 + τ²/M²) and m = log M − σ²/2.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure byMoments(int dimension) {
    return new LogNormalByMoments(dimension);
  }

  /**
   * {@inheritDoc}
   *
   * <p>NaN where the mean is not positive.
   */
  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] logMean = new double[mean.length];
    double[] logSd = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      double ratio = mean[j] > 0 ? sd[j] / mean[j] : Double.NaN;
      double variance = Math.log1p(ratio * ratio);
      logMean[j] = Math.log(mean[j]) - variance / 2;
      logSd[j] = Math.sqrt(variance);
    }
    return independent(logMean, logSd);
  }

  @Override
  final boolean isUnitFree() {
    return true;
  }

  @Override
  final void transform(Panel values) {
    for (int j = 0; j < values.columns(); j++) {
      double[] value = values.column(j);
      for (int l = 0; l < Panel.LANES; l++) {
        value[l] = Math.exp(value[l]);
      }
    }
  }

  @Override
  final void pullBack(Panel z, Panel gradient) {
    for (int j = 0; j < z.columns(); j++) {
      double[] value = z.column(j);
      double[] column = gradient.column(j);
      for (int l = 0; l < Panel.LANES; l++) {
        column[l] *= value[l];
      }
    }
  }

  @Override
  public final PushforwardOnBackend onBackend(Backend backend, long rows) {
    return onBackend(backend, rows, true);
  }
}
