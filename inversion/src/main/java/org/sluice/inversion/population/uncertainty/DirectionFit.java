package org.sluice.inversion.population.uncertainty;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The agreement of data and model along one direction.
 *
 * @param group the group of individuals, or null if there is only one
 * @param weights of the observation columns, d of them; the fitted model has variance 1 along it
 * @param deviation the corrected squared distance minus its mean over data simulated from the
 *     model, in standard deviations over such data
 * @param pValue the probability of at least this distance for data from the model, for this
 *     direction alone
 * @param band quantiles of the data within those of simulated data
 */
public record DirectionFit(
    String group, double[] weights, double deviation, double pValue, QuantileBand band) {

  private static final int MOST_COLUMNS = 4;
  private static final double NEGLIGIBLE = 0.1;

  /**
   * The direction in words, such as {@code column 2} or {@code 0.71 column 1 − 0.71 column 3}: its
   * largest entries, at most four, with weights of a unit vector; and, if there are several groups
   * of individuals, the group.
   */
  public String words() {
    return group == null ? columns() : "%s of group %s".formatted(columns(), group);
  }

  private String columns() {
    double length = 0;
    for (double weight : weights) {
      length = Math.hypot(length, weight);
    }
    double unit = length;
    List<Integer> largest =
        IntStream.range(0, weights.length)
            .boxed()
            .filter(j -> Math.abs(weights[j]) > NEGLIGIBLE * unit)
            .sorted(Comparator.comparingLong(j -> -Math.round(100 * Math.abs(weights[j]) / unit)))
            .toList();
    if (largest.size() == 1) {
      return "column " + (largest.getFirst() + 1);
    }
    double sign = Math.signum(weights[largest.getFirst()]);
    StringBuilder words = new StringBuilder();
    for (int j : largest.subList(0, Math.min(MOST_COLUMNS, largest.size()))) {
      double weight = sign * weights[j] / unit;
      String joint = words.isEmpty() ? "" : weight < 0 ? " − " : " + ";
      words.append(joint).append("%.2f column %d".formatted(Math.abs(weight), j + 1));
    }
    return largest.size() > MOST_COLUMNS ? words.append(" + …").toString() : words.toString();
  }
}
