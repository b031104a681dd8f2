package org.sluice.inversion.measure.field;

/**
 * Computes log Γ and its derivative for positive arguments by Stirling's series (DLMF 5.11.1-2).
 */
final class GammaFunction {

  // The series is exact to rounding for arguments from here on.
  private static final double ASYMPTOTIC = 12;

  private GammaFunction() {}

  static double logarithm(double x) {
    double product = 1;
    while (x < ASYMPTOTIC) {
      product *= x;
      x += 1;
    }
    double r = 1 / (x * x);
    double series =
        (1.0 / 12
                + r
                    * (-1.0 / 360
                        + r
                            * (1.0 / 1260
                                + r * (-1.0 / 1680 + r * (1.0 / 1188 - r * (691.0 / 360360))))))
            / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
  }

  static double logarithmDerivative(double x) {
    double sum = 0;
    while (x < ASYMPTOTIC) {
      sum += 1 / x;
      x += 1;
    }
    double r = 1 / (x * x);
    double series =
        r
            * (1.0 / 12
                - r
                    * (1.0 / 120
                        - r
                            * (1.0 / 252
                                - r * (1.0 / 240 - r * (1.0 / 132 - r * (691.0 / 32760))))));
    return Math.log(x) - 0.5 / x - series - sum;
  }
}
