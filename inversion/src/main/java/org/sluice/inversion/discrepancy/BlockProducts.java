package org.sluice.inversion.discrepancy;

/**
 * Products of the quantile functions q_b of B blocks, from which estimates without one of the
 * blocks follow.
 *
 * @param self ⟨q_b, q_b⟩ of each block
 * @param own ⟨q_b, q̄⟩, with the mean q̄ of all B
 * @param other ⟨q_b, r̄⟩, with the mean r̄ of the blocks of another cloud
 */
record BlockProducts(double[] self, double[] own, double[] other) {

  /** A block that does not exist: none is left out. */
  static final int NONE = -1;

  int count() {
    return self.length;
  }

  /**
   * The unbiased estimate of |E q|²: the mean of ⟨q_a, q_b⟩ over pairs of distinct blocks.
   *
   * @param block left out, or {@link #NONE}
   */
  double squaredMean(int block) {
    int count = count();
    double squaredSum = (double) count * sum(own);
    double squares = sum(self);
    if (block != NONE) {
      squaredSum += self[block] - 2 * count * own[block];
      squares -= self[block];
      count--;
    }
    return (squaredSum - squares) / ((double) count * (count - 1));
  }

  /**
   * The mean over blocks of ⟨q_b, r̄⟩.
   *
   * @param block left out, or {@link #NONE}
   */
  double product(int block) {
    return block == NONE ? sum(other) / count() : (sum(other) - other[block]) / (count() - 1);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** The mean over slices. */
  static BlockProducts mean(BlockProducts[] slices) {
    int count = slices[0].count();
    BlockProducts mean = new BlockProducts(new double[count], new double[count], new double[count]);
    for (BlockProducts slice : slices) {
      for (int b = 0; b < count; b++) {
        mean.self[b] += slice.self[b] / slices.length;
        mean.own[b] += slice.own[b] / slices.length;
        mean.other[b] += slice.other[b] / slices.length;
      }
    }
    return mean;
  }
}
