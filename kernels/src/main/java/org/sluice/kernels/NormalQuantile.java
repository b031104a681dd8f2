package org.sluice.kernels;

import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.ATANH;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL_DENOMINATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.CENTRAL_NUMERATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.FAR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.FAR_DENOMINATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.FAR_NUMERATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.LN2_HIGH;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.LN2_LOW;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.SQRT_HALF_BITS;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL_DENOMINATOR;
import static org.sluice.kernels.coefficients.NormalQuantileCoefficients.TAIL_NUMERATOR;

/**
 * The standard normal quantile function by M. J. Wichura's rational approximations (algorithm AS
 * 241, PPND16; relative error about 1e-16), written with additions, multiplications, divisions,
 * square roots and fused multiply-adds only, in a fixed order, so that every backend gets the same
 * bits.
 */
public final class NormalQuantile {

  private NormalQuantile() {}

  /** The quantile of p in (0, 1). */
  public static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRAL) {
      double r = Math.fma(-q, q, CENTRAL * CENTRAL);
      return q * ratio(CENTRAL_NUMERATOR, CENTRAL_DENOMINATOR, r);
    }
    double r = Math.sqrt(-log(q < 0 ? p : 1 - p));
    double tail =
        r <= FAR
            ? ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, r - TAIL)
            : ratio(FAR_NUMERATOR, FAR_DENOMINATOR, r - FAR);
    return q < 0 ? -tail : tail;
  }

  /**
   * Natural logarithm of a normal positive number: log x = e·log 2 + 2 artanh((m−1)/(m+1)) with m
   * in [√½, √2), the series is cut where its terms fall below one unit in the last place.
   */
  static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    // Subtracting the bits of √½ puts the exponent of x/√½ into the high bits.
    long exponent = bits - SQRT_HALF_BITS >> 52;
    double m = Double.longBitsToDouble(bits - (exponent << 52));
    double s = (m - 1) / (m + 1);
    double z = s * s;
    double sum = ATANH[ATANH.length - 1];
    for (int k = ATANH.length - 2; k >= 0; k--) {
      sum = Math.fma(sum, z, ATANH[k]);
    }
    double series = s * z * sum;
    double high = Math.fma((double) exponent, LN2_HIGH, 2 * s);
    // The rounding error of the sum above.
    double rest = exponent == 0 ? 0 : 2 * s - (high - exponent * LN2_HIGH);
    return high + (rest + Math.fma((double) exponent, LN2_LOW, series));
  }

  private static double ratio(double[] numerator, double[] denominator, double r) {
    double top = numerator[7];
    double bottom = denominator[7];
    for (int k = 6; k >= 0; k--) {
      top = Math.fma(top, r, numerator[k]);
      bottom = Math.fma(bottom, r, denominator[k]);
    }
    return top / bottom;
  }
}
