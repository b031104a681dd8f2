package org.sluice.inversion.noise;

/** Checks the number of observations. */
final class Dimension {

  private Dimension() {}

  static int atLeastOne(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "the noise's dimension must be at least 1, not " + dimension);
    }
    return dimension;
  }
}
