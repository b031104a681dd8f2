package org.sluice.inversion.discrepancy;

import java.util.Arrays;

/**
 * The order statistics of blocks of numbers: each block's numbers in ascending order. With ⟨a, b⟩
 * the mean over ranks of products, W₂² between two blocks is |a − b|².
 */
final class OrderStatistics {

  private final double[] sorted;
  private final int rows;
  private final double[] mean;

  /**
   * Sorts the numbers block by block, in place.
   *
   * @param numbers a multiple of {@code rows}
   * @param rows of a block
   */
  OrderStatistics(double[] numbers, int rows) {
    sorted = numbers;
    this.rows = rows;
    mean = new double[rows];
    for (int first = 0; first < sorted.length; first += rows) {
      Arrays.sort(sorted, first, first + rows);
      for (int i = 0; i < rows; i++) {
        mean[i] += sorted[first + i];
      }
    }
    for (int i = 0; i < rows; i++) {
      mean[i] /= count();
    }
  }

  private int count() {
    return sorted.length / rows;
  }

  /** The products of these blocks with themselves and with the mean of others. */
  BlockProducts against(OrderStatistics others) {
    double[] self = new double[count()];
    double[] own = new double[count()];
    double[] other = new double[count()];
    for (int b = 0; b < count(); b++) {
      for (int i = 0; i < rows; i++) {
        double value = sorted[b * rows + i];
        self[b] += value * value / rows;
        own[b] += value * mean[i] / rows;
        other[b] += value * others.mean[i] / rows;
      }
    }
    return new BlockProducts(self, own, other);
  }
}
