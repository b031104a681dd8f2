package org.sluice.kernels;

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
            ? ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, r - 1.6)
            : ratio(FAR_NUMERATOR, FAR_DENOMINATOR, r - FAR);
    return q < 0 ? -tail : tail;
  }

  /**
   * Natural logarithm of a normal positive number: log x = e·log 2 + 2 artanh((m−1)/(m+1)) with m in
   * [√½, √2), the series cut where a term is below one unit in the last place.
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
    // The rounding error of the line above, recovered from its two parts.
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

  /** |p − ½| up to which the central approximation holds. */
  public static final double CENTRAL = 0.425;

  /** √(−log p) from which the far tail's approximation holds. */
  public static final double FAR = 5;

  private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
  // 2⁻³² of log 2 cut off, so that exponent * LN2_HIGH is exact.
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** 2/(2k+3), the artanh series after its first term. */
  private static final double[] ATANH = new double[10];

  static {
    for (int k = 0; k < ATANH.length; k++) {
      ATANH[k] = 2.0 / (2 * k + 3);
    }
  }

  private static final double[] CENTRAL_NUMERATOR = {
    3.3871328727963666080e0,
    1.3314166789178437745e+2,
    1.9715909503065514427e+3,
    1.3731693765509461125e+4,
    4.5921953931549871457e+4,
    6.7265770927008700853e+4,
    3.3430575583588128105e+4,
    2.5090809287301226727e+3
  };
  private static final double[] CENTRAL_DENOMINATOR = {
    1.0,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3
  };
  private static final double[] TAIL_NUMERATOR = {
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4
  };
  private static final double[] TAIL_DENOMINATOR = {
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double[] FAR_NUMERATOR = {
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7
  };
  private static final double[] FAR_DENOMINATOR = {
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };
}
