package org.sluice.kernels.scalar;

import org.sluice.kernels.Activation;
import org.sluice.kernels.coefficients.ActivationCoefficients;

/**
 * Activations and their derivatives in double. {@link StrictMath} gives the same bits on every
 * machine, interpreted or compiled.
 */
final class ScalarActivation {

  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private ScalarActivation() {}

  static double value(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case TANH -> StrictMath.tanh(x);
      case RELU -> Math.max(x, 0);
      case GELU -> x * normalDistribution(x);
      case SILU -> x * logistic(x);
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    };
  }

  static double derivative(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> 1;
      case TANH -> {
        double tanh = StrictMath.tanh(x);
        yield Math.fma(-tanh, tanh, 1);
      }
      case RELU -> x > 0 ? 1 : 0;
      case GELU -> normalDistribution(x) + x * DENSITY_AT_ZERO * gaussian(Math.abs(x));
      case SILU -> {
        double slope = logistic(x);
        yield Math.fma(x * slope, logistic(-x), slope);
      }
      case SOFTPLUS -> logistic(x);
    };
  }

  private static double logistic(double x) {
    double small = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? small : 1) / (1 + small);
  }

  private static double normalDistribution(double x) {
    double z = Math.abs(x);
    double centre = ActivationCoefficients.TAIL_CENTRE_F64;
    double inverse = 1 / (z + centre);
    double t = (z - centre) * inverse;
    double[] coefficients = ActivationCoefficients.TAIL_F64;
    double sum = coefficients[coefficients.length - 1];
    for (int k = coefficients.length - 2; k >= 0; k--) {
      sum = Math.fma(sum, t, coefficients[k]);
    }
    double tail = gaussian(z) * sum * inverse;
    return x < 0 ? tail : 1 - tail;
  }

  /** exp(−z²/2), corrected for the rounding of z². */
  private static double gaussian(double z) {
    double bounded = Math.min(z, ActivationCoefficients.GAUSSIAN_END);
    double square = bounded * bounded;
    double lost = Math.fma(bounded, bounded, -square);
    return StrictMath.exp(-0.5 * square) * (1 - 0.5 * lost);
  }
}
