package org.sluice.inversion.population.newton;

import java.util.Optional;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.random.RandomStream;

/**
 * Compares a curvature with differences of gradients across two standard errors either way, with
 * common random numbers. The derivatives of a learned map may be wrong, or too rough to tell where
 * the gradient is zero.
 */
final class SecantCheck {

  private static final long FIRST = RandomStream.EVALUATION + 2000;
  private static final int DRAWS = 4;
  private static final double WIDTH = 2;
  private static final double LEAST = 0.6;
  private static final double MOST = 1.6;
  private static final double ERRORS = 3;

  private SecantCheck() {}

  /**
   * Returns the index of the coordinate along which the curvature is the furthest from the
   * differences, if it is wrong by more than the scatter explains.
   *
   * @param errors the standard error of each coordinate; one of 0 or NaN is left out
   */
  static Optional<Integer> wrong(
      Objective objective, NewtonMatrix matrix, double[] point, double[] errors) {
    double furthest = 0;
    Integer worst = null;
    for (int j = 0; j < point.length; j++) {
      if (!(errors[j] > 0)) {
        continue;
      }
      double[] factors = factors(objective, matrix, point, j, WIDTH * errors[j]);
      double mean = 0;
      double squares = 0;
      for (double factor : factors) {
        mean += factor / DRAWS;
      }
      for (double factor : factors) {
        squares += (factor - mean) * (factor - mean);
      }
      double scatter = ERRORS * Math.sqrt(squares / (DRAWS - 1) / DRAWS);
      double beyond = Math.max(LEAST - (mean + scatter), mean - scatter - MOST);
      if (beyond > furthest) {
        furthest = beyond;
        worst = j;
      }
    }
    return Optional.ofNullable(worst);
  }

  /** [A⁻¹ Δg]_j / Δp_j of each draw: 1 where the curvature is right. */
  private static double[] factors(
      Objective objective, NewtonMatrix matrix, double[] point, int coordinate, double width) {
    double[] factors = new double[DRAWS];
    double[] up = point.clone();
    double[] down = point.clone();
    up[coordinate] += width;
    down[coordinate] -= width;
    for (int r = 0; r < DRAWS; r++) {
      objective.draw(FIRST + r);
      double[] above = new double[point.length];
      double[] below = new double[point.length];
      objective.evaluate(up, above);
      objective.evaluate(down, below);
      for (int i = 0; i < above.length; i++) {
        above[i] -= below[i];
      }
      factors[r] = matrix.solve(above, 0)[coordinate] / (up[coordinate] - down[coordinate]);
    }
    return factors;
  }
}
