package org.sluice.inversion.forward.lorenz;

import org.sluice.inversion.algebra.Panel;

/**
 * Variables x_0 … x_{n−1} on a ring, for a panel of trajectories, with the tendency
 *
 * <pre>  dx_i/dt = (x_{i+s} − x_{i−2s}) x_{i−s} − b x_i + f_i,   s = 1 or −1,</pre>
 *
 * integrated by the classical Runge–Kutta method of order four in {@value #STAGES} stages. With the
 * stages' states x, u = x + ½Δt k₁, v = x + ½Δt k₂ and w = x + Δt k₃, a step ends in (u + 2v + w −
 * x)/3 + Δt k₄/6, so that no sum of tendencies is kept.
 *
 * <p>Array i holds variable i of all lanes: loops over lanes become vector instructions, and
 * neighbours on the ring are other arrays.
 */
final class Ring {

  static final int STAGES = 4;

  private final int size;
  private final int sense;
  private final double[][][] states;

  /**
   * A ring of zeros.
   *
   * @param sense s
   */
  Ring(int size, int sense) {
    this.size = size;
    this.sense = sense;
    this.states = new double[STAGES][size][Panel.LANES];
  }

  /** The variables at the start of a step. */
  double[][] state() {
    return states[0];
  }

  /** The variables that a stage takes its tendency at. */
  double[][] state(int stage) {
    return states[stage];
  }

  /** Advances variable i by one stage; all variables must have passed the stage before. */
  void advance(int stage, int i, double[] damping, double[] forcing, double timeStep, int lanes) {
    double[][] input = states[stage];
    double[] plus = input[index(i + sense)];
    double[] minus = input[index(i - 2 * sense)];
    double[] factor = input[index(i - sense)];
    double[] here = input[i];
    double[] start = states[0][i];
    if (stage < STAGES - 1) {
      double reach = stage < STAGES - 2 ? timeStep / 2 : timeStep;
      double[] next = states[stage + 1][i];
      move(plus, minus, factor, here, damping, forcing, start, reach, next, lanes);
    } else {
      double[] second = states[1][i];
      double[] third = states[2][i];
      finish(plus, minus, factor, here, damping, forcing, second, third, timeStep, start, lanes);
    }
  }

  private int index(int i) {
    return i < 0 ? i + size : i < size ? i : i - size;
  }

  private static void move(
      double[] plus,
      double[] minus,
      double[] factor,
      double[] here,
      double[] damping,
      double[] forcing,
      double[] start,
      double reach,
      double[] next,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double tendency = (plus[l] - minus[l]) * factor[l] - damping[l] * here[l] + forcing[l];
      next[l] = start[l] + reach * tendency;
    }
  }

  private static void finish(
      double[] plus,
      double[] minus,
      double[] factor,
      double[] here,
      double[] damping,
      double[] forcing,
      double[] second,
      double[] third,
      double timeStep,
      double[] state,
      int lanes) {
    double weight = timeStep / 2;
    double share = 1.0 / 3;
    for (int l = 0; l < lanes; l++) {
      double tendency = (plus[l] - minus[l]) * factor[l] - damping[l] * here[l] + forcing[l];
      state[l] = share * (second[l] + 2 * third[l] + here[l] - state[l] + weight * tendency);
    }
  }
}
