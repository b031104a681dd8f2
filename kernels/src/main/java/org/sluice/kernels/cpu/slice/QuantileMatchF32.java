package org.sluice.kernels.cpu.slice;

import java.util.Arrays;

/**
 * The exact integral of the squared difference of two empirical quantile functions, for the cases
 * in which it is not simply a sum over ranks, and its derivatives by the points. Columns are
 * sorted; residuals are written from element 0 on.
 */
final class QuantileMatchF32 {

  private QuantileMatchF32() {}

  /**
   * Equal weights, m ≠ n points, in one pass over the merged grid.
   *
   * @param residualX gets r_i = ∫ over cell i of (x_(i) − Q_y), or null
   * @param residualY gets r_j = ∫ over cell j of (y_(j) − Q_x), or null
   */
  static double unequal(
      MergeSchedule schedule,
      float[] sortedX,
      int fromX,
      float[] sortedY,
      int fromY,
      float[] residualX,
      float[] residualY) {
    int[] cellX = schedule.cellX;
    int[] cellY = schedule.cellY;
    double[] mass = schedule.mass;
    double sum = 0;
    double inX = 0;
    double inY = 0;
    int last = schedule.count - 1;
    for (int c = 0; c <= last; c++) {
      int i = cellX[c];
      int j = cellY[c];
      double difference = (double) sortedX[fromX + i] - sortedY[fromY + j];
      double moved = mass[c] * difference;
      sum += moved * difference;
      inX += moved;
      inY -= moved;
      // Store at every step; the last store of a cell is final. A store costs less than a branch.
      if (residualX != null) {
        residualX[i] = (float) inX;
      }
      if (residualY != null) {
        residualY[j] = (float) inY;
      }
      if (c < last) {
        inX = cellX[c + 1] == i ? inX : 0;
        inY = cellY[c + 1] == j ? inY : 0;
      }
    }
    return sum;
  }

  /** Weighted points: breakpoints are the cumulative weights, in sorted order, both ending at 1. */
  static double weighted(
      float[] sortedX,
      int fromX,
      double[] cumulativeX,
      int m,
      float[] sortedY,
      int fromY,
      double[] cumulativeY,
      int n,
      float[] residualX,
      float[] residualY) {
    double position = 0;
    int i = 0;
    int j = 0;
    double sum = 0;
    double cellX = 0;
    double cellY = 0;
    while (i < m && j < n) {
      double x = sortedX[fromX + i];
      double y = sortedY[fromY + j];
      double endX = cumulativeX[i];
      double endY = cumulativeY[j];
      double end = Math.min(endX, endY);
      double difference = x - y;
      double moved = (end - position) * difference;
      sum += moved * difference;
      cellX += moved;
      cellY -= moved;
      if (end == endX) {
        store(residualX, i++, cellX);
        cellX = 0;
      }
      if (end == endY) {
        store(residualY, j++, cellY);
        cellY = 0;
      }
      position = end;
    }
    // Points of weight zero at the end of one side have no partner.
    while (i < m) {
      store(residualX, i++, 0);
    }
    while (j < n) {
      store(residualY, j++, 0);
    }
    return sum;
  }

  /**
   * The finite-sample corrected distance: the samples are B batches of the data's own size n, each
   * sorted. With q_i the mean over batches of the order statistic x_(i)^b, it is mean_i (y_(i) −
   * q_i)² − Σ_b mean_i (x_(i)^b − q_i)² / (B (B − 1)), which is W₂² between data and batches, less
   * half of W₂² between different batches, on average. It may be negative.
   *
   * @param sortedX batch b begins at {@code fromX + b * n}
   * @param mean scratch of n
   * @param residualX gets half the derivative by x_(i)^b in element b·n + i, or null
   * @param residualY gets half the derivative by y_(i), or null
   */
  static double corrected(
      float[] sortedX,
      int fromX,
      int batches,
      float[] sortedY,
      int fromY,
      int n,
      double[] mean,
      float[] residualX,
      float[] residualY) {
    Arrays.fill(mean, 0, n, 0);
    double share = 1.0 / batches;
    for (int batch = 0; batch < batches; batch++) {
      int from = fromX + batch * n;
      for (int i = 0; i < n; i++) {
        mean[i] += share * sortedX[from + i];
      }
    }
    double mass = 1.0 / n;
    double between = 0;
    for (int i = 0; i < n; i++) {
      double difference = sortedY[fromY + i] - mean[i];
      between += difference * difference;
      if (residualY != null) {
        residualY[i] = (float) (mass * difference);
      }
    }
    double others = 1.0 / (batches - 1);
    double within = 0;
    for (int batch = 0; batch < batches; batch++) {
      int from = fromX + batch * n;
      for (int i = 0; i < n; i++) {
        double deviation = sortedX[from + i] - mean[i];
        within += deviation * deviation;
        if (residualX != null) {
          double difference = mean[i] - sortedY[fromY + i];
          residualX[batch * n + i] = (float) (share * mass * (difference - others * deviation));
        }
      }
    }
    return mass * (between - share * others * within);
  }

  private static void store(float[] residual, int index, double value) {
    if (residual != null) {
      residual[index] = (float) value;
    }
  }
}
