package org.sluice.inversion.directions;

/** Scales vectors to length one. */
final class UnitLength {

  private UnitLength() {}

  /**
   * Scales a vector in place.
   *
   * @return false if the length is zero or not finite, in which case the vector is unchanged
   */
  static boolean scale(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    double squares = 0;
    for (double value : vector) {
      squares = Math.fma(value / largest, value / largest, squares);
    }
    double length = largest * Math.sqrt(squares);
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      return false;
    }
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= length;
    }
    return true;
  }
}
