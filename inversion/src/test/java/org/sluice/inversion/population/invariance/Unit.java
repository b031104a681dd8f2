package org.sluice.inversion.population.invariance;

import org.sluice.kernels.Matrix;

/**
 * A change of unit: a value x becomes factor · x + shift.
 *
 * @param factor more than 0
 * @param shift in the new unit
 */
record Unit(double factor, double shift) {

  /** No change. */
  static final Unit SAME = new Unit(1, 0);

  /** The same change without its shift, for deviations. */
  Unit ofDeviations() {
    return new Unit(factor, 0);
  }

  /** Whether it changes no digit of a number. */
  boolean isPowerOfTwo() {
    return shift == 0 && factor == Math.scalb(1, Math.getExponent(factor));
  }

  double value(double x) {
    return factor * x + shift;
  }

  /** A host matrix in the new unit. */
  Matrix of(Matrix values) {
    double[] changed = values.toDoubles();
    for (int e = 0; e < changed.length; e++) {
      changed[e] = value(changed[e]);
    }
    return Matrix.of(changed, values.rows(), values.columns());
  }

  /**
   * A physical number of a population or a noise in the new unit. Its name tells whether it is a
   * place, a size, a covariance or a number without a unit.
   */
  double of(String name, double number) {
    double changed = slope(name) * number;
    return switch (word(name)) {
      case "mean", "location", "median" -> changed + shift;
      case "meanOfLog" -> changed + Math.log(factor);
      default -> changed;
    };
  }

  /** The change of a physical number for a change by 1 in the first unit; see {@link #of}. */
  double slope(String name) {
    return switch (word(name)) {
      case "mean", "location", "median", "sd", "scale" -> factor;
      case "covariance" -> factor * factor;
      default -> 1;
    };
  }

  private static String word(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replaceAll("\\[.*", "");
  }

  @Override
  public String toString() {
    return "× %s + %s".formatted(factor, shift);
  }
}
