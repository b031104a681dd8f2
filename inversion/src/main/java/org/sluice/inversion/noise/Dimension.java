package org.sluice.inversion.noise;

/** Checks the dimension of an observation. */
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
