package org.sluice.inversion.study;

import org.hipparchus.stat.inference.AlternativeHypothesis;
import org.hipparchus.stat.inference.BinomialTest;

/**
 * Tests whether one of two methods has smaller errors, by the sign of the difference in each pair
 * of repetitions: Dixon and Mood, "The statistical sign test", JASA 41, 1946.
 *
 * @param wins pairs in which the first method has the smaller error
 * @param losses pairs in which it has the larger error
 * @param ties pairs with equal errors, which do not count
 * @param pValue two-sided, exact; 1 if all are ties
 */
public record SignTest(int wins, int losses, int ties, double pValue) {

  /**
   * Tests pairs of errors by their absolute values.
   *
   * @param first errors of one method
   * @param second errors of the other method on the same data, as many
   */
  public static SignTest of(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "pairs need as many errors of both ways, not %d and %d"
              .formatted(first.length, second.length));
    }
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < first.length; i++) {
      int order = Double.compare(Math.abs(first[i]), Math.abs(second[i]));
      wins += order < 0 ? 1 : 0;
      losses += order > 0 ? 1 : 0;
    }
    return new SignTest(wins, losses, first.length - wins - losses, pValue(wins, losses));
  }

  private static double pValue(int wins, int losses) {
    return wins + losses == 0
        ? 1
        : new BinomialTest()
            .binomialTest(wins + losses, wins, 0.5, AlternativeHypothesis.TWO_SIDED);
  }
}
