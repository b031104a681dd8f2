package org.sluice.inversion.measure;

import java.util.Arrays;

/**
 * A sample of one parameter of which each value has an independent error, all of the same known
 * variance. Results move with the values, y → c·y + b, but for values without any spread.
 * Immutable.
 */
public final class NoisySample {

  private final double[] sorted;
  private final double errorVariance;
  private final double mean;
  private final double variance;

  /**
   * Copies the values.
   *
   * @param values at least one, all finite, in any order
   * @param errorVariance of each value's error, in the square of the values' unit, 0 or more
   */
  public NoisySample(double[] values, double errorVariance) {
    sorted = values.clone();
    Arrays.sort(sorted);
    this.errorVariance = errorVariance;
    // Differences from a value of the sample lose no digits, and are 0 where all are equal.
    double origin = sorted[sorted.length / 2];
    double sum = 0;
    for (double value : sorted) {
      sum += value - origin;
    }
    double offset = sum / sorted.length;
    double squares = 0;
    for (double value : sorted) {
      double difference = value - origin - offset;
      squares += difference * difference;
    }
    mean = origin + offset;
    variance = sorted.length > 1 ? squares / (sorted.length - 1) : 0;
  }

  /** The number of values. */
  public int size() {
    return sorted.length;
  }

  /** The values in ascending order, in a new array. */
  public double[] sorted() {
    return sorted.clone();
  }

  /** The variance of each value's error. */
  public double errorVariance() {
    return errorVariance;
  }

  /** The mean of the values, which is that of the parameter. */
  public double mean() {
    return mean;
  }

  /** Whether two values differ. */
  public boolean isSpread() {
    return variance > 0;
  }

  /**
   * The standard deviation of the parameter: the root of the values' variance t² less the errors',
   * but at least of the standard error of t² itself, √(2/(n − 1)) t², since a smaller one cannot be
   * told from chance, and a fit leaves a spread that is too small only slowly. Of values without
   * spread, such as a single one, it is the errors' standard deviation; where that is 0 too, the
   * magnitude of the values; and 1 if they are 0.
   */
  public double sd() {
    if (variance > 0) {
      double chance = Math.sqrt(2.0 / Math.max(2, sorted.length - 1));
      return Math.sqrt(Math.max(variance - errorVariance, chance * variance));
    }
    if (errorVariance > 0) {
      return Math.sqrt(errorVariance);
    }
    return mean == 0 ? 1 : Math.abs(mean);
  }

  /** The same errors, but only the values with indices {@code from} to {@code to} − 1 in order. */
  NoisySample part(int from, int to) {
    return new NoisySample(Arrays.copyOfRange(sorted, from, to), errorVariance);
  }

  /** The same errors, but only the other values. */
  NoisySample without(int from, int to) {
    double[] rest = new double[sorted.length - (to - from)];
    System.arraycopy(sorted, 0, rest, 0, from);
    System.arraycopy(sorted, to, rest, from, sorted.length - to);
    return new NoisySample(rest, errorVariance);
  }
}
