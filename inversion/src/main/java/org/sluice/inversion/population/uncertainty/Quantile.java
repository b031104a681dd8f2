package org.sluice.inversion.population.uncertainty;

/** Quantiles of few numbers. */
final class Quantile {

  // Levels such as 1 − 0.95 are not exact.
  private static final double ROUNDING = 1e-9;

  private Quantile() {}

  /**
   * The fewest numbers from one law beyond which a further one lies, on one given side, with at
   * most a chance. With fewer, the quantile at that level is the extreme, whatever the level, and
   * no p-value reaches it.
   *
   * @param tail the chance, in (0, 1)
   */
  static int fewest(double tail) {
    return (int) Math.ceil(1 / tail - 1 - ROUNDING / tail);
  }

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
