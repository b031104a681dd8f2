package org.sluice.inversion.noise;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.sluice.inversion.algebra.StandardNormal;

/**
 * Computes quantiles of Student's law as a function of a standard normal ζ: F_ν⁻¹(Φ(ζ)) = √ν sinh
 * s(ζ). Gives s and its derivative with respect to ν.
 *
 * <p>From F_ν(√ν sinh s) = Φ(ζ) follows ds/dζ = φ(ζ) coshᵛ(s) / k with k = 1 / B(ν/2, ½). This
 * equation is integrated once for each ν by the classical Runge–Kutta method, from the far tail
 * inwards: in this direction errors decay as e^(−ζ²/2), in the other they grow as fast. Cubic
 * Hermite polynomials interpolate between the nodes, so that many evaluations are cheap. The
 * probability of a quantile has a relative error of at most 3e-9, in the far tails too.
 */
final class StudentQuantile {

  private static final int NODES_PER_UNIT = 128;
  private static final int LAST = 11 * NODES_PER_UNIT;
  private static final double WIDTH = 1.0 / NODES_PER_UNIT;

  private final double nu;
  private final double logConstant;
  private final double logConstantDerivative;
  private final double[] s = new double[LAST + 1];
  private final double[] slope = new double[LAST + 1];
  private final double[] byNu = new double[LAST + 1];
  private final double[] byNuSlope = new double[LAST + 1];

  StudentQuantile(double nu) {
    this.nu = nu;
    this.logConstant = -LogBeta.value(nu / 2, 0.5);
    this.logConstantDerivative = 0.5 * (Digamma.value((nu + 1) / 2) - Digamma.value(nu / 2));
    s[LAST] = farTail();
    // By implicit differentiation of the equation that farTail solves.
    byNu[LAST] =
        (logConstantDerivative - logCosh(s[LAST]) - 1 / nu)
            / (nu * Math.tanh(s[LAST]) + 2 / Math.sinh(2 * s[LAST]));
    store(LAST);
    for (int node = LAST; node > 0; node--) {
      step(node);
      store(node - 1);
    }
    // Both functions are odd. A rounding error at 0 would be a jump.
    s[0] = 0;
    byNu[0] = 0;
  }

  /** s(ζ). */
  double at(double zeta) {
    return interpolate(s, slope, zeta);
  }

  /** ∂s(ζ)/∂ν. */
  double derivative(double zeta) {
    return interpolate(byNu, byNuSlope, zeta);
  }

  /**
   * Solves k cosh⁻ᵛ(s) / (ν tanh s) = 1 − Φ(11) for s: the leading term of the tail. The terms left
   * out cause an error that has decayed well before 8.3, the largest ζ that is ever drawn.
   */
  private double farTail() {
    double target = Math.log(StandardNormal.below(-LAST * WIDTH));
    double low = 0;
    double high = 1;
    while (logTail(high) > target) {
      high *= 2;
    }
    for (double middle = 0.5 * (low + high);
        low < middle && middle < high;
        middle = 0.5 * (low + high)) {
      if (logTail(middle) > target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double logTail(double value) {
    return logConstant - nu * logCosh(value) - Math.log(nu * Math.tanh(value));
  }

  private void store(int node) {
    slope[node] = slope(node * WIDTH, s[node]);
    byNuSlope[node] = byNuSlope(slope[node], s[node], byNu[node]);
  }

  /** Integrates from a node to the one before it. */
  private void step(int node) {
    double middle = (node - 0.5) * WIDTH;
    double s1 = slope[node];
    double a1 = byNuSlope[node];
    double at2 = s[node] - 0.5 * WIDTH * s1;
    double s2 = slope(middle, at2);
    double a2 = byNuSlope(s2, at2, byNu[node] - 0.5 * WIDTH * a1);
    double at3 = s[node] - 0.5 * WIDTH * s2;
    double s3 = slope(middle, at3);
    double a3 = byNuSlope(s3, at3, byNu[node] - 0.5 * WIDTH * a2);
    double at4 = s[node] - WIDTH * s3;
    double s4 = slope((node - 1) * WIDTH, at4);
    double a4 = byNuSlope(s4, at4, byNu[node] - WIDTH * a3);
    s[node - 1] = s[node] - WIDTH / 6 * (s1 + 2 * s2 + 2 * s3 + s4);
    byNu[node - 1] = byNu[node] - WIDTH / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
  }

  private double slope(double zeta, double value) {
    return Math.exp(nu * logCosh(value) - logConstant - 0.5 * zeta * zeta) / Math.sqrt(2 * Math.PI);
  }

  private double byNuSlope(double slope, double value, double derivative) {
    return slope * (logCosh(value) - logConstantDerivative + nu * Math.tanh(value) * derivative);
  }

  private static double logCosh(double value) {
    double sinh = Math.sinh(value);
    return 0.5 * Math.log1p(sinh * sinh);
  }

  private static double interpolate(double[] values, double[] slopes, double zeta) {
    double place = Math.min(Math.abs(zeta) * NODES_PER_UNIT, LAST);
    int node = Math.min((int) place, LAST - 1);
    double t = place - node;
    double r = 1 - t;
    double value =
        r * r * ((1 + 2 * t) * values[node] + t * WIDTH * slopes[node])
            + t * t * ((1 + 2 * r) * values[node + 1] - r * WIDTH * slopes[node + 1]);
    return Math.copySign(1, zeta) * value;
  }
}
