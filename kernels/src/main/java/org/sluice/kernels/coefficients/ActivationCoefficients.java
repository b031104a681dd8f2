package org.sluice.kernels.coefficients;

/**
 * Constants of the activations' approximations. The polynomials interpolate at Chebyshev nodes with
 * an error below a tenth of a unit in the last place. Coefficients begin with the lowest order.
 */
public final class ActivationCoefficients {

  /** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2. */
  public static final float[] EXPONENTIAL_F32 = {
    0.5f, 0.16666667f, 0.041666463f, 0.0083333105f, 0.0013933731f, 0.0001989108f
  };

  /** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2. */
  public static final double[] EXPONENTIAL_F64 = {
    0.5,
    0.1666666666666667,
    0.04166666666666667,
    0.008333333333326084,
    0.0013888888888883711,
    0.0001984126987500228,
    2.480158732567746e-05,
    2.755725517000089e-06,
    2.755727347871858e-07,
    2.5105312729622103e-08,
    2.09147553258932e-09
  };

  /** (artanh(s) / s − 1) / s² in s² for s ≤ 1/3. */
  public static final float[] LOGARITHM_F32 = {
    0.33333334f, 0.19999853f, 0.14296213f, 0.10852714f, 0.11615128f
  };

  /** (artanh(s) / s − 1) / s² in s² for s ≤ 1/3. */
  public static final double[] LOGARITHM_F64 = {
    0.3333333333333333,
    0.20000000000000007,
    0.14285714285710935,
    0.11111111111671383,
    0.090909090425861,
    0.07692310145608565,
    0.0666658795330406,
    0.05884008176830638,
    0.052400935414234184,
    0.04971762029991239,
    0.03164070089986895,
    0.07620753156845925
  };

  /** The centre a of the normal tail's variable t = (z − a) / (z + a). */
  public static final float TAIL_CENTRE_F32 = 4;

  /** The centre a of the normal tail's variable t = (z − a) / (z + a). */
  public static final double TAIL_CENTRE_F64 = 5;

  /** (z + a) Φ(−z) exp(z²/2) in t for z ≥ 0 (the variable of Schonfelder 1978). */
  public static final float[] TAIL_F32 = {
    0.75528514f,
    -0.6078966f,
    0.38713738f,
    -0.18652199f,
    0.060396645f,
    -0.007538689f,
    -0.003479943f,
    0.0016242476f,
    0.00013364042f,
    -0.00021777107f,
    -1.7259923e-06f,
    2.1979044e-05f
  };

  /** (z + a) Φ(−z) exp(z²/2) in t for z ≥ 0 (the variable of Schonfelder 1978). */
  public static final double[] TAIL_F64 = {
    0.769193049750063,
    -0.6653825028900568,
    0.49530561596998063,
    -0.31353315667128584,
    0.16502036617018967,
    -0.06911863870695671,
    0.02079506680331947,
    -0.002993376760347635,
    -0.0007978694284287862,
    0.0005448989774454366,
    -5.9375585163440916e-05,
    -4.976236467507681e-05,
    1.6680843519640492e-05,
    3.979457180792049e-06,
    -2.768861633372941e-06,
    -3.337060350835977e-07,
    4.334561019475754e-07,
    3.87533092243584e-08,
    -6.740161179772032e-08,
    -7.068045653980906e-09,
    9.268659037027118e-09,
    1.322102962781694e-09,
    -7.842796363635921e-10,
    -1.4191921893580604e-10
  };

  /** Adding this constant rounds a number to an integer, which the low bits of the sum hold. */
  public static final float ROUND_F32 = 0x1.8p23f;

  /** Adding this constant rounds a number to an integer, which the low bits of the sum hold. */
  public static final double ROUND_F64 = 0x1.8p52;

  /** ln 2, rounded to few bits so that its product with an exponent is exact. */
  public static final float LN2_HIGH_F32 = 0.69311523f;

  /** ln 2, rounded to few bits so that its product with an exponent is exact. */
  public static final double LN2_HIGH_F64 = 0.693147180559663;

  /** ln 2 − {@link #LN2_HIGH_F32}. */
  public static final float LN2_LOW_F32 = 3.1946183e-05f;

  /** ln 2 − {@link #LN2_HIGH_F64}. */
  public static final double LN2_LOW_F64 = 2.8235290563031577e-13;

  /** Below this x, eˣ is not a normal number and is taken as zero. */
  public static final float LEAST_EXPONENT_F32 = -87;

  /** Below this x, eˣ is not a normal number and is taken as zero. */
  public static final double LEAST_EXPONENT_F64 = -708;

  /**
   * From this z on exp(−z²/2) is zero in both types. Larger z are replaced by it, so that no square
   * overflows.
   */
  public static final float GAUSSIAN_END = 40;

  /** From this x on eˣ − 1 and eˣ + 1 are the same number in both types. */
  public static final float TANH_END = 40;

  private ActivationCoefficients() {}
}
