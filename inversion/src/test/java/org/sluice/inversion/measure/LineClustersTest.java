package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.Philox;

class LineClustersTest {

  @Test
  void noOtherCutsAreBetter() {
    for (int seed = 1; seed <= 40; seed++) {
      double[] sorted = new double[3 + seed % 10];
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = 1e6 + Math.pow(Philox.normal(seed, 0, i), 3);
      }
      Arrays.sort(sorted);
      for (int k = 1; k <= 3; k++) {
        int[] ends = LineClusters.ends(sorted, k);
        assertThat(ends).hasSize(k).endsWith(sorted.length);
        double best = best(sorted, 0, k);
        assertThat(cost(sorted, ends)).isCloseTo(best, within(1e-8 + 1e-8 * best));
      }
    }
  }

  @Test
  void clustersThatLieApartAreFound() {
    double[] sorted = {-7, -6.5, -6, 1, 1.5, 2, 2.5, 90};
    assertThat(LineClusters.ends(sorted, 3)).containsExactly(3, 7, 8);
    assertThat(LineClusters.ends(sorted, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** The least cost of k parts from an index on, by trying all cuts. */
  private static double best(double[] sorted, int from, int k) {
    if (k == 1) {
      return cost(sorted, from, sorted.length);
    }
    double best = Double.POSITIVE_INFINITY;
    for (int to = from + 1; to <= sorted.length - k + 1; to++) {
      best = Math.min(best, cost(sorted, from, to) + best(sorted, to, k - 1));
    }
    return best;
  }

  private static double cost(double[] sorted, int[] ends) {
    double cost = 0;
    int from = 0;
    for (int to : ends) {
      assertThat(to).isGreaterThan(from);
      cost += cost(sorted, from, to);
      from = to;
    }
    return cost;
  }

  private static double cost(double[] sorted, int from, int to) {
    double mean = Arrays.stream(sorted, from, to).average().orElseThrow();
    return Arrays.stream(sorted, from, to).map(v -> (v - mean) * (v - mean)).sum();
  }
}
