package org.sluice.kernels.coefficients;

/** The numbers of {@link org.sluice.kernels.NormalQuantile}, shared by every implementation. */
public final class NormalQuantileCoefficients {

  private NormalQuantileCoefficients() {}

  /** |p − ½| up to which the central approximation holds. */
  public static final double CENTRAL = 0.425;

  /** √(−log p) at which the near tail is expanded. */
  public static final double TAIL = 1.6;

  /** √(−log p) from which the far tail's approximation holds. */
  public static final double FAR = 5;

  /** The bits of √½. */
  public static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

  /** log 2, rounded to few bits so that its product with an exponent is exact. */
  public static final double LN2_HIGH = 0x1.62e42feep-1;

  /** log 2 − {@link #LN2_HIGH}. */
  public static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** 2/(2k+3), the artanh series after its first term. */
  public static final double[] ATANH = new double[10];

  static {
    for (int k = 0; k < ATANH.length; k++) {
      ATANH[k] = 2.0 / (2 * k + 3);
    }
  }

  /** The centre, numerator, lowest power first. */
  public static final double[] CENTRAL_NUMERATOR = {
    3.3871328727963666080e0,
    1.3314166789178437745e+2,
    1.9715909503065514427e+3,
    1.3731693765509461125e+4,
    4.5921953931549871457e+4,
    6.7265770927008700853e+4,
    3.3430575583588128105e+4,
    2.5090809287301226727e+3
  };

  /** The centre, denominator, lowest power first. */
  public static final double[] CENTRAL_DENOMINATOR = {
    1.0,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3
  };

  /** The near tail, numerator, lowest power first. */
  public static final double[] TAIL_NUMERATOR = {
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4
  };

  /** The near tail, denominator, lowest power first. */
  public static final double[] TAIL_DENOMINATOR = {
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };

  /** The far tail, numerator, lowest power first. */
  public static final double[] FAR_NUMERATOR = {
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7
  };

  /** The far tail, denominator, lowest power first. */
  public static final double[] FAR_DENOMINATOR = {
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
