// Made from QuantileMatchF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.cpu;

/**
 * The exact integral of the squared difference of two empirical quantile functions of unequal
 * grids, and its derivatives by the points, in one pass over the merged grid.
 */
final class QuantileMatchF64 {

  private QuantileMatchF64() {}

  /**
   * Equal weights, m ≠ n points: breakpoints {i/m} ∪ {j/n}.
   *
   * @param residualX gets r_i = ∫ over cell i of (x_(i) − Q_y), or null
   * @param residualY gets r_j = ∫ over cell j of (y_(j) − Q_x), or null
   */
  static double unequal(
      double[] sortedX, int m, double[] sortedY, int n, double[] residualX, double[] residualY) {
    // In units of 1/(m n) breakpoints are integers, so the grid is exact.
    double unit = 1.0 / ((double) m * n);
    long position = 0;
    int i = 0;
    int j = 0;
    double sum = 0;
    double cellX = 0;
    double cellY = 0;
    while (i < m) {
      double x = sortedX[i];
      double y = sortedY[j];
      long endX = (long) (i + 1) * n;
      long endY = (long) (j + 1) * m;
      long end = Math.min(endX, endY);
      double mass = (end - position) * unit;
      double difference = x - y;
      double moved = mass * difference;
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
    return sum;
  }

  /** Weighted points: breakpoints are the cumulative weights, in sorted order, both ending at 1. */
  static double weighted(
      double[] sortedX,
      double[] cumulativeX,
      int m,
      double[] sortedY,
      double[] cumulativeY,
      int n,
      double[] residualX,
      double[] residualY) {
    double position = 0;
    int i = 0;
    int j = 0;
    double sum = 0;
    double cellX = 0;
    double cellY = 0;
    while (i < m && j < n) {
      double x = sortedX[i];
      double y = sortedY[j];
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
    // Points of weight zero at the top of one side meet nothing.
    while (i < m) {
      store(residualX, i++, 0);
    }
    while (j < n) {
      store(residualY, j++, 0);
    }
    return sum;
  }

  private static void store(double[] residual, int index, double value) {
    if (residual != null) {
      residual[index] = (double) value;
    }
  }
}
