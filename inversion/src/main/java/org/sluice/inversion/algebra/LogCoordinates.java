package org.sluice.inversion.algebra;

import java.util.List;

/**
 * Converts positive numbers to their logarithms and back, and names those out of range.
 *
 * @param owner the owner of the numbers in messages, such as {@code the noise}
 * @param names one for each number
 */
public record LogCoordinates(String owner, List<String> names) {

  /**
   * Takes logarithms.
   *
   * @throws IllegalArgumentException naming a number that is not positive and finite
   */
  public double[] coordinates(double[] physical) {
    checkCount(owner, names, physical);
    double[] coordinates = new double[physical.length];
    for (int i = 0; i < physical.length; i++) {
      coordinates[i] = logarithm(owner, names.get(i), physical[i]);
    }
    return coordinates;
  }

  /** Takes exponentials; the inverse of {@link #coordinates}. */
  public double[] physical(double[] coordinates) {
    double[] physical = new double[coordinates.length];
    for (int i = 0; i < physical.length; i++) {
      physical[i] = Math.exp(coordinates[i]);
    }
    return physical;
  }

  /**
   * Takes the logarithm of one number.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static double logarithm(String owner, String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s's %s must be positive and finite, not %s".formatted(owner, name, value));
    }
    return Math.log(value);
  }

  /**
   * Returns {@code value}.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static double finite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s's %s must be finite, not %s".formatted(owner, name, value));
    }
    return value;
  }

  /**
   * Checks that there are as many values as names.
   *
   * @throws IllegalArgumentException if there are not
   */
  public static void checkCount(String owner, List<String> names, double[] physical) {
    if (physical.length != names.size()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, %s, but %d values are given"
              .formatted(owner, names.size(), names, physical.length));
    }
  }
}
