package org.sluice.inversion.noise;

/**
 * Matérn correlation functions ρ of the scaled distance r = distance / length (Rasmussen and
 * Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.14, whose argument is √(2ν)
 * r).
 */
public enum Correlation {
  /** ρ(r) = e⁻ʳ, the Matérn correlation of smoothness 1/2. */
  EXPONENTIAL {
    @Override
    double at(double r) {
      return Math.exp(-r);
    }

    @Override
    double logLengthDerivative(double r) {
      return r * Math.exp(-r);
    }
  },
  /** ρ(r) = (1 + s) e⁻ˢ, s = √3 r. */
  MATERN_3_2 {
    @Override
    double at(double r) {
      double s = Math.sqrt(3) * r;
      return (1 + s) * Math.exp(-s);
    }

    @Override
    double logLengthDerivative(double r) {
      double s = Math.sqrt(3) * r;
      return s * s * Math.exp(-s);
    }
  },
  /** ρ(r) = (1 + s + s²/3) e⁻ˢ, s = √5 r. */
  MATERN_5_2 {
    @Override
    double at(double r) {
      double s = Math.sqrt(5) * r;
      return (1 + s + s * s / 3) * Math.exp(-s);
    }

    @Override
    double logLengthDerivative(double r) {
      double s = Math.sqrt(5) * r;
      return s * s * (1 + s) / 3 * Math.exp(-s);
    }
  };

  /** ρ(r), r not negative. */
  abstract double at(double r);

  /** ∂ρ/∂ log length = −r ρ′(r). */
  abstract double logLengthDerivative(double r);
}
