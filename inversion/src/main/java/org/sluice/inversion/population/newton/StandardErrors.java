package org.sluice.inversion.population.newton;

/** Standard errors of coordinates, and moves of coordinates measured in them. */
final class StandardErrors {

  private StandardErrors() {}

  /**
   * The square roots of a covariance's diagonal.
   *
   * @param covariance p × p, row after row
   */
  static double[] of(double[] covariance) {
    int p = (int) Math.round(Math.sqrt(covariance.length));
    double[] errors = new double[p];
    for (int j = 0; j < p; j++) {
      errors[j] = Math.sqrt(covariance[j * p + j]);
    }
    return errors;
  }

  /**
   * The root mean square of moves in standard errors, over the coordinates that have one.
   *
   * @param moves one for each coordinate
   * @return NaN if no coordinate has a standard error
   */
  static double rootMeanSquare(double[] moves, double[] covariance) {
    double[] errors = of(covariance);
    double squares = 0;
    int compared = 0;
    for (int j = 0; j < moves.length; j++) {
      if (errors[j] > 0) {
        squares += moves[j] / errors[j] * (moves[j] / errors[j]);
        compared++;
      }
    }
    return Math.sqrt(squares / compared);
  }
}
