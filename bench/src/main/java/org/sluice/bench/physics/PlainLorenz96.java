package org.sluice.bench.physics;

import java.util.Arrays;
import org.sluice.kernels.Matrix;

/**
 * Lorenz's system of 1996 in plain loops: one trajectory after the other, with the Runge–Kutta
 * method's four tendencies in arrays.
 */
final class PlainLorenz96 {

  private final int variables;
  private final double timeStep;

  PlainLorenz96(int variables, double timeStep) {
    this.variables = variables;
    this.timeStep = timeStep;
  }

  /** Averages of x, x², x x[+1] and x x[+2] over {@code steps} steps, from an arbitrary start. */
  void apply(Matrix z, Matrix x, int steps) {
    double[] state = new double[variables];
    double[] sums = new double[4];
    double[] moved = new double[variables];
    double[][] tendencies = new double[4][variables];
    for (long row = 0; row < z.rows(); row++) {
      double forcing = z.get(row, 0);
      for (int i = 0; i < variables; i++) {
        state[i] = forcing + Math.sin(i + row);
      }
      Arrays.fill(sums, 0);
      for (int step = 0; step < steps; step++) {
        step(state, forcing, moved, tendencies);
        for (int i = 0; i < variables; i++) {
          double here = state[i];
          sums[0] += here;
          sums[1] += here * here;
          sums[2] += here * state[(i + 1) % variables];
          sums[3] += here * state[(i + 2) % variables];
        }
      }
      for (int k = 0; k < 4; k++) {
        x.set(row, k, sums[k] / steps / variables);
      }
    }
  }

  private void step(double[] state, double forcing, double[] moved, double[][] k) {
    tendency(state, forcing, k[0]);
    move(state, k[0], timeStep / 2, moved);
    tendency(moved, forcing, k[1]);
    move(state, k[1], timeStep / 2, moved);
    tendency(moved, forcing, k[2]);
    move(state, k[2], timeStep, moved);
    tendency(moved, forcing, k[3]);
    for (int i = 0; i < variables; i++) {
      state[i] += timeStep / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
    }
  }

  private void tendency(double[] x, double forcing, double[] tendency) {
    for (int i = 0; i < variables; i++) {
      tendency[i] =
          (x[(i + 1) % variables] - x[(i + variables - 2) % variables])
                  * x[(i + variables - 1) % variables]
              - x[i]
              + forcing;
    }
  }

  private static void move(double[] x, double[] tendency, double time, double[] moved) {
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + time * tendency[i];
    }
  }
}
