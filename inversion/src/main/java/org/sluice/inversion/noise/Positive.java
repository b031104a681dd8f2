package org.sluice.inversion.noise;

import java.util.List;

/** Checks and logarithms of physical numbers that must be positive. */
final class Positive {

  private Positive() {}

  /** The logarithm of each number. Throws IllegalArgumentException naming one that is not positive. */
  static double[] logarithms(List<String> names, double[] physical) {
    checkCount(names, physical);
    double[] logarithms = new double[physical.length];
    for (int i = 0; i < physical.length; i++) {
      if (!(physical[i] > 0) || Double.isInfinite(physical[i])) {
        throw new IllegalArgumentException(
            "the noise's %s must be positive and finite, not %s"
                .formatted(names.get(i), physical[i]));
      }
      logarithms[i] = Math.log(physical[i]);
    }
    return logarithms;
  }

  static double[] exponentials(double[] coordinates) {
    double[] physical = new double[coordinates.length];
    for (int i = 0; i < physical.length; i++) {
      physical[i] = Math.exp(coordinates[i]);
    }
    return physical;
  }

  static void checkCount(List<String> names, double[] physical) {
    if (physical.length != names.size()) {
      throw new IllegalArgumentException(
          "the noise has %d numbers, %s, but %d values are given"
              .formatted(names.size(), names, physical.length));
    }
  }

  static int dimension(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "the noise's dimension must be at least 1, not " + dimension);
    }
    return dimension;
  }
}
