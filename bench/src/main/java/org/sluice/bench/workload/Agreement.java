package org.sluice.bench.workload;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The difference that is allowed between two implementations: rounding of sums in another order,
 * and ties that are broken the other way.
 *
 * @param tolerance relative to the expected number, or to a matrix's greatest element
 */
public record Agreement(double tolerance) {

  /** 1e-4 in float32, 1e-9 in float64. */
  public static Agreement of(ElementType type) {
    return new Agreement(type == ElementType.F32 ? 1e-4 : 1e-9);
  }

  /** Whether a number agrees with the expected one. False for NaN. */
  public boolean holds(double actual, double expected) {
    return Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  }

  /**
   * Requires that a number agrees.
   *
   * @throws IllegalStateException if it does not
   */
  public Agreement require(String name, double actual, double expected) {
    if (!holds(actual, expected)) {
      throw new IllegalStateException(
          "the %s is %s, but the scalar one is %s".formatted(name, actual, expected));
    }
    return this;
  }

  /**
   * Requires that a matrix agrees, in root mean square: a tie that falls the other way changes two
   * elements a little, and says nothing about the rest.
   *
   * @throws IllegalStateException if it does not
   */
  public Agreement require(String name, Matrix actual, Matrix expected) {
    double error = 0;
    double norm = 0;
    for (long i = 0; i < expected.rows(); i++) {
      for (long j = 0; j < expected.columns(); j++) {
        double value = expected.get(i, j);
        error += Math.pow(actual.get(i, j) - value, 2);
        norm += value * value;
      }
    }
    if (!(Math.sqrt(error) <= tolerance * Math.sqrt(norm))) {
      throw new IllegalStateException(
          "the %s differs from the scalar one by %.1e relative to its norm"
              .formatted(name, Math.sqrt(error / norm)));
    }
    return this;
  }
}
