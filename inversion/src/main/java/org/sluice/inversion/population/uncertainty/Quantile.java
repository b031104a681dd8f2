package org.sluice.inversion.population.uncertainty;

/** Quantiles of few numbers. */
final class Quantile {

  private Quantile() {}

  /**
   * The quantile at position p (n + 1), between neighbours by interpolation, and the extremes
   * beyond them (type 6 of Hyndman and Fan, The American Statistician 50, 1996): for a further
   * number from the same law, the chance to lie below is p.
   *
   * @param sorted ascending, at least one
   * @param level p, in [0, 1]
   */
  static double of(double[] sorted, double level) {
    double position = level * (sorted.length + 1) - 1;
    int below = (int) Math.floor(position);
    if (below < 0) {
      return sorted[0];
    }
    if (below >= sorted.length - 1) {
      return sorted[sorted.length - 1];
    }
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }
}
