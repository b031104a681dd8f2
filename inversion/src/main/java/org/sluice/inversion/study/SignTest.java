package org.sluice.inversion.study;

import org.hipparchus.stat.inference.AlternativeHypothesis;
import org.hipparchus.stat.inference.BinomialTest;

/**
 * Whether one of two ways errs less, judged by the sign of the difference in each pair of
 * repetitions: Dixon and Mood, "The statistical sign test", JASA 41, 1946.
 *
 * @param wins pairs in which the first way errs less
 * @param losses pairs in which it errs more
 * @param ties pairs in which both err alike; they do not count
 * @param pValue two-sided, exact; 1 if all are ties
 */
public record SignTest(int wins, int losses, int ties, double pValue) {

  /**
   * The test of pairs of errors, of which the absolute values are compared.
   *
   * @param first errors of one way
   * @param second errors of the other with the same data, as many
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
