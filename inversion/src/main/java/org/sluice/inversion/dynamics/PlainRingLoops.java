package org.sluice.inversion.dynamics;

import java.util.Arrays;

/** Plain loops: the specification, and the implementation for a JVM without the vector module. */
record PlainRingLoops(int lanes) implements RingLoops {

  @Override
  public void move(
      double[] x,
      double[] start,
      double[] next,
      int from,
      int sense,
      int count,
      double[] damping,
      double[] forcing,
      double reach) {
    for (int k = 0; k < count; k++) {
      int first = (from + k * sense) * lanes;
      for (int l = 0; l < lanes; l++) {
        double tendency = tendency(x, first + l, sense * lanes, damping[l], forcing[l]);
        next[first + l] = start[first + l] + reach * tendency;
      }
    }
  }

  @Override
  public void finish(
      double[] x,
      double[] second,
      double[] third,
      double[] state,
      int from,
      int sense,
      int count,
      double[] damping,
      double[] forcing,
      double weight) {
    double share = 1.0 / 3;
    for (int k = 0; k < count; k++) {
      int first = (from + k * sense) * lanes;
      for (int l = 0; l < lanes; l++) {
        int at = first + l;
        double tendency = tendency(x, at, sense * lanes, damping[l], forcing[l]);
        state[at] = share * (second[at] + 2 * third[at] + x[at] - state[at] + weight * tendency);
      }
    }
  }

  private static double tendency(double[] x, int at, int next, double damping, double forcing) {
    return (x[at + next] - x[at - 2 * next]) * x[at - next] - damping * x[at] + forcing;
  }

  @Override
  public void addProducts(double[] x, int from, int count, double[][] sums) {
    for (int p = from; p < from + count; p++) {
      for (int l = 0; l < lanes; l++) {
        double here = x[p * lanes + l];
        sums[0][l] += here;
        sums[1][l] += here * here;
        sums[2][l] += here * x[(p + 1) * lanes + l];
        sums[3][l] += here * x[(p + 2) * lanes + l];
      }
    }
  }

  @Override
  public void close(double[] state, int size) {
    System.arraycopy(state, size * lanes, state, 0, 2 * lanes);
    System.arraycopy(state, 2 * lanes, state, (size + 2) * lanes, 2 * lanes);
  }

  @Override
  public void sum(double[] x, int from, int count, double[] sum) {
    Arrays.fill(sum, 0, lanes, 0);
    for (int p = from; p < from + count; p++) {
      for (int l = 0; l < lanes; l++) {
        sum[l] += x[p * lanes + l];
      }
    }
  }

  @Override
  public void sumSquares(double[] x, int from, int count, double[] sum) {
    Arrays.fill(sum, 0, lanes, 0);
    for (int p = from; p < from + count; p++) {
      for (int l = 0; l < lanes; l++) {
        sum[l] += x[p * lanes + l] * x[p * lanes + l];
      }
    }
  }
}
