package org.sluice.inversion.measure;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Backend;

/**
 * log z ~ N(m, C). The physical numbers are {@code meanOfLog[1] …}, then {@code sdOfLog[1] …} where
 * C is diagonal, or C's lower triangle {@code covarianceOfLog[1,1] …} where it is full; or the mean
 * and standard deviation of z itself ({@link #byMoments}).
 */
public sealed class LogNormalMeasure extends TransformedGaussian permits LogNormalByMoments {

  LogNormalMeasure(int dimension, Spread spread, String location, String suffix) {
    super(dimension, spread, location, suffix);
  }

  /**
   * Independent components.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure diagonal(int dimension) {
    return new LogNormalMeasure(dimension, new DiagonalSpread(dimension), "meanOfLog", "OfLog");
  }

  /**
   * Dependent components.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure full(int dimension) {
    return new LogNormalMeasure(dimension, new FullSpread(dimension), "meanOfLog", "OfLog");
  }

  /**
   * Independent components, told by the mean M and standard deviation τ of z: {@code mean[1] …,
   * sd[1] …}. The coordinates are those of {@link #diagonal}: σ² = log(1 + τ²/M²), m = log M −
   * σ²/2.
   *
   * @throws IllegalArgumentException if {@code dimension}, q, is less than 1
   */
  public static LogNormalMeasure byMoments(int dimension) {
    return new LogNormalByMoments(dimension);
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
    return sampler(backend, rows, true);
  }
}
