package org.sluice.inversion.measure;

/**
 * Cuts sorted numbers into k consecutive parts so that the sum of squared distances from the parts'
 * means is least: k-means on a line, exactly, by dynamic programming. The best last cut does not
 * fall where the end of the range rises, so that each row of the table is filled by halving its
 * range (Grønlund et al., "Fast exact k-means, k-medians and Bregman divergence clustering in 1D",
 * 2017), in O(k n log n).
 */
final class LineClusters {

  private final double[] sums;
  private final double[] squares;
  private double[] before;
  private double[] now;
  private int[] cuts;

  private LineClusters(double[] sorted) {
    int n = sorted.length;
    sums = new double[n + 1];
    squares = new double[n + 1];
    // Differences of the sums lose no digits if the numbers lie about 0.
    double origin = sorted[n / 2];
    for (int i = 0; i < n; i++) {
      double value = sorted[i] - origin;
      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
    }
  }

  /**
   * The ends of the parts: part j has the indices from the end before it, or 0, to {@code ends[j] −
   * 1}.
   *
   * @param sorted in ascending order, at least k
   * @param k at least 1
   */
  static int[] ends(double[] sorted, int k) {
    return new LineClusters(sorted).ends(k);
  }

  private int[] ends(int k) {
    int n = sums.length - 1;
    int[][] rows = new int[k][];
    now = new double[n + 1];
    for (int to = 1; to <= n; to++) {
      now[to] = cost(0, to);
    }
    for (int part = 1; part < k; part++) {
      before = now;
      now = new double[n + 1];
      cuts = new int[n + 1];
      fill(part + 1, n, part, n - 1);
      rows[part] = cuts;
    }
    int[] ends = new int[k];
    ends[k - 1] = n;
    for (int part = k - 1; part > 0; part--) {
      ends[part - 1] = rows[part][ends[part]];
    }
    return ends;
  }

  /** Fills the row for ends {@code first} to {@code last}, whose cuts lie in the given range. */
  private void fill(int first, int last, int lowest, int highest) {
    if (first > last) {
      return;
    }
    int to = (first + last) >>> 1;
    now[to] = Double.POSITIVE_INFINITY;
    for (int from = lowest; from <= Math.min(highest, to - 1); from++) {
      double total = before[from] + cost(from, to);
      if (total < now[to]) {
        now[to] = total;
        cuts[to] = from;
      }
    }
    fill(first, to - 1, lowest, cuts[to]);
    fill(to + 1, last, cuts[to], highest);
  }

  /** The squared distances of a part from its mean. */
  private double cost(int from, int to) {
    double sum = sums[to] - sums[from];
    return Math.max(0, squares[to] - squares[from] - sum * sum / (to - from));
  }
}
