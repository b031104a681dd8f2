package org.sluice.inversion.algebra;

import java.util.List;

/**
 * Positive numbers that are stored as logarithms.
 *
 * @param owner whose numbers they are, for messages: {@code the noise}
 * @param names what the numbers are called
 */
public record LogCoordinates(String owner, List<String> names) {

  /**
   * The logarithms. Throws IllegalArgumentException naming a number that is not positive and
   * finite.
   */
  public double[] coordinates(double[] physical) {
    checkCount(owner, names, physical);
    double[] coordinates = new double[physical.length];
    for (int i = 0; i < physical.length; i++) {
      coordinates[i] = logarithm(owner, names.get(i), physical[i]);
    }
    return coordinates;
  }

  /** The inverse of {@link #coordinates}. */
  public double[] physical(double[] coordinates) {
    double[] physical = new double[coordinates.length];
    for (int i = 0; i < physical.length; i++) {
      physical[i] = Math.exp(coordinates[i]);
    }
    return physical;
  }

  /**
   * The logarithm of one number. Throws IllegalArgumentException if it is not positive and finite.
   */
  public static double logarithm(String owner, String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s's %s must be positive and finite, not %s".formatted(owner, name, value));
    }
    return Math.log(value);
  }

  /** Returns {@code value}. Throws IllegalArgumentException if it is not finite. */
  public static double finite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s's %s must be finite, not %s".formatted(owner, name, value));
    }
    return value;
  }

  /** Throws IllegalArgumentException if there are not as many values as names. */
  public static void checkCount(String owner, List<String> names, double[] physical) {
    if (physical.length != names.size()) {
      throw new IllegalArgumentException(
          "%s has %d numbers, %s, but %d values are given"
              .formatted(owner, names.size(), names, physical.length));
    }
  }
}
