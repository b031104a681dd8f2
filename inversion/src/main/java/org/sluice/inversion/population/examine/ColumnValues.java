package org.sluice.inversion.population.examine;

import java.util.Arrays;
import java.util.Optional;
import org.sluice.kernels.Matrix;

/**
 * The values of one column of the data.
 *
 * @param index of the column, from 0
 * @param first the first value
 * @param levels the distinct values if there are at most three, in order; else more than three of
 *     them
 * @param rows number of values
 * @param outlier the value that lies far from all others, if there is one
 */
record ColumnValues(
    int index, double first, double[] levels, long rows, Optional<Outlier> outlier) {

  private static final int FEW_LEVELS = 3;
  private static final int ROWS_FOR_LEVELS = 20;
  private static final int ROWS_FOR_OUTLIERS = 4;
  private static final int SAMPLE = 10_000;
  // In interquartile ranges; of a normal law, one is 1.35 standard deviations.
  private static final double FAR = 45;
  // Of the distance from the median; in heavy tails the next value is nearly as far.
  private static final double ALONE = 0.8;

  /**
   * A value far from all others.
   *
   * @param value the value
   * @param row its first row, from 0
   * @param count number of rows that have it
   * @param next the nearest other value
   */
  record Outlier(double value, long row, long count, double next) {}

  static ColumnValues of(Matrix data, int index) {
    double[] levels = levels(data, index);
    return new ColumnValues(
        index, data.get(0, index), levels, data.rows(), outlier(data, index, levels.length));
  }

  boolean isConstant() {
    return levels.length == 1;
  }

  boolean hasFewLevels() {
    return levels.length > 1 && levels.length <= FEW_LEVELS && rows >= ROWS_FOR_LEVELS;
  }

  private static double[] levels(Matrix data, int column) {
    double[] found = new double[FEW_LEVELS + 1];
    int count = 0;
    for (long n = 0; n < data.rows() && count <= FEW_LEVELS; n++) {
      double value = data.get(n, column);
      boolean known = false;
      for (int k = 0; k < count; k++) {
        known |= found[k] == value;
      }
      if (!known) {
        found[count++] = value;
      }
    }
    double[] levels = Arrays.copyOf(found, count);
    Arrays.sort(levels);
    return levels;
  }

  private static Optional<Outlier> outlier(Matrix data, int column, int levels) {
    if (data.rows() < ROWS_FOR_OUTLIERS || levels < FEW_LEVELS) {
      return Optional.empty();
    }
    double[] sorted = sample(data, column);
    double median = sorted[sorted.length / 2];
    double spread = sorted[3 * sorted.length / 4] - sorted[sorted.length / 4];
    Outlier above = farthest(data, column, 1);
    Outlier below = farthest(data, column, -1);
    boolean higher = Math.abs(above.value - median) >= Math.abs(below.value - median);
    Outlier farther = higher ? above : below;
    double distance = Math.abs(farther.value - median);
    return spread > 0
            && distance > FAR * spread
            && Math.abs(farther.value - farther.next) > ALONE * distance
        ? Optional.of(farther)
        : Optional.empty();
  }

  /** Some values in order: all, or as many of equal distance. */
  private static double[] sample(Matrix data, int column) {
    long step = Math.ceilDiv(data.rows(), SAMPLE);
    double[] values = new double[Math.toIntExact(Math.ceilDiv(data.rows(), step))];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i * step, column);
    }
    Arrays.sort(values);
    return values;
  }

  /**
   * The largest value and the next.
   *
   * @param sign −1 for the least and the next
   */
  private static Outlier farthest(Matrix data, int column, int sign) {
    double most = Double.NEGATIVE_INFINITY;
    double next = Double.NEGATIVE_INFINITY;
    long row = 0;
    long count = 0;
    for (long n = 0; n < data.rows(); n++) {
      double value = sign * data.get(n, column);
      if (value > most) {
        next = most;
        most = value;
        row = n;
        count = 1;
      } else if (value == most) {
        count++;
      } else {
        next = Math.max(next, value);
      }
    }
    return new Outlier(sign * most, row, count, sign * next);
  }
}
