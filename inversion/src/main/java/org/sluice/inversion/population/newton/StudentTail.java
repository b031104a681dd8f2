package org.sluice.inversion.population.newton;

/** The two-sided tail of Student's law with a whole number of degrees of freedom. */
public final class StudentTail {

  private StudentTail() {}

  /**
   * P(|T| ≥ t), by the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.
   *
   * @param t 0 or more
   * @param degrees of freedom, 1 or more
   */
  public static double twoSided(double t, int degrees) {
    double angle = Math.atan(t / Math.sqrt(degrees));
    double cosine = Math.cos(angle);
    double square = cosine * cosine;
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
      term *= square * (k - 1) / k;
      sum += term;
    }
    double inside = odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    return Math.max(0, 1 - inside);
  }
}
