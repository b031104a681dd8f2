package org.sluice.inversion.forward.lorenz;

import org.sluice.inversion.algebra.Panel;

/**
 * Variables x_0 … x_{n−1} on a ring, for a panel of trajectories, with the tendency
 *
 * <pre>  dx_i/dt = a (x_{i+s} − x_{i−2s}) x_{i−s} − b x_i + f_i,   s = 1 or −1,</pre>
 *
 * integrated by the classical Runge–Kutta method. Array i holds variable i of all lanes, so loops
 * over lanes become vector instructions, and neighbours on the ring are other arrays.
 */
final class Ring {

  private final int size;
  private final int sense;
  private final double[][] state;
  private final double[][] odd;
  private final double[][] even;
  private final double[][] sum;

  /**
   * A ring of zeros.
   *
   * @param sense s
   */
  Ring(int size, int sense) {
    this.size = size;
    this.sense = sense;
    this.state = new double[size][Panel.LANES];
    this.odd = new double[size][Panel.LANES];
    this.even = new double[size][Panel.LANES];
    this.sum = new double[size][Panel.LANES];
  }

  int size() {
    return size;
  }

  /** The variables at the step's start. */
  double[][] state() {
    return state;
  }

  /** Where a stage takes its tendency. */
  double[][] input(Stage stage) {
    return switch (stage) {
      case FIRST -> state;
      case SECOND, LAST -> odd;
      case THIRD -> even;
    };
  }

  /** Advances variable i by one stage; all variables must have passed the stage before. */
  void advance(
      Stage stage,
      int i,
      double[] advection,
      double[] damping,
      double[] forcing,
      double timeStep,
      int lanes) {
    double[][] input = input(stage);
    double[] plus = input[index(i + sense)];
    double[] minus = input[index(i - 2 * sense)];
    double[] factor = input[index(i - sense)];
    double[] here = input[i];
    double reach = stage.reach() * timeStep;
    double weight = stage.weight() * timeStep;
    switch (stage) {
      case FIRST ->
          first(
              plus, minus, factor, here, advection, damping, forcing, reach, weight, odd[i], sum[i],
              lanes);
      case SECOND ->
          middle(
              plus, minus, factor, here, advection, damping, forcing, state[i], reach, weight,
              even[i], sum[i], lanes);
      case THIRD ->
          middle(
              plus, minus, factor, here, advection, damping, forcing, state[i], reach, weight,
              odd[i], sum[i], lanes);
      case LAST ->
          last(
              plus, minus, factor, here, advection, damping, forcing, weight, sum[i], state[i],
              lanes);
    }
  }

  private int index(int i) {
    return i < 0 ? i + size : i < size ? i : i - size;
  }

  private static double tendency(
      double plus,
      double minus,
      double factor,
      double here,
      double advection,
      double damping,
      double forcing) {
    return advection * (plus - minus) * factor - damping * here + forcing;
  }

  private static void first(
      double[] plus,
      double[] minus,
      double[] factor,
      double[] here,
      double[] advection,
      double[] damping,
      double[] forcing,
      double reach,
      double weight,
      double[] next,
      double[] sum,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double tendency =
          tendency(plus[l], minus[l], factor[l], here[l], advection[l], damping[l], forcing[l]);
      next[l] = here[l] + reach * tendency;
      sum[l] = weight * tendency;
    }
  }

  private static void middle(
      double[] plus,
      double[] minus,
      double[] factor,
      double[] here,
      double[] advection,
      double[] damping,
      double[] forcing,
      double[] start,
      double reach,
      double weight,
      double[] next,
      double[] sum,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double tendency =
          tendency(plus[l], minus[l], factor[l], here[l], advection[l], damping[l], forcing[l]);
      next[l] = start[l] + reach * tendency;
      sum[l] += weight * tendency;
    }
  }

  private static void last(
      double[] plus,
      double[] minus,
      double[] factor,
      double[] here,
      double[] advection,
      double[] damping,
      double[] forcing,
      double weight,
      double[] sum,
      double[] state,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double tendency =
          tendency(plus[l], minus[l], factor[l], here[l], advection[l], damping[l], forcing[l]);
      state[l] += sum[l] + weight * tendency;
    }
  }
}
