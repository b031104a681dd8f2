package org.sluice.inversion.algebra;

import org.apache.commons.numbers.gamma.Erfc;

/** Density and distribution function of the standard normal law in one dimension. */
public final class StandardNormal {

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private StandardNormal() {}

  /** φ(x), the density. */
  public static double density(double x) {
    return DENSITY_AT_ZERO * Math.exp(-0.5 * x * x);
  }

  /**
   * Φ(x), the probability of a value below x, with full relative accuracy as long as the result is
   * a normal floating-point number. The probability of a value above x is {@code below(-x)}.
   */
  public static double below(double x) {
    return 0.5 * Erfc.value(-x * ROOT_HALF);
  }
}
