package org.sluice.inversion.dynamics;

/**
 * Variables x_0 … x_{n−1} on a ring, for trajectories side by side, with the tendency
 *
 * <pre>  dx_i/dt = (x_{i+s} − x_{i−2s}) x_{i−s} − b x_i + f_i,   s = 1 or −1,</pre>
 *
 * integrated by the classical Runge–Kutta method of order four in {@value #STAGES} stages. The
 * states of the stages are x, u = x + ½Δt k₁, v = x + ½Δt k₂ and w = x + Δt k₃. The step ends in (u
 * + 2v + w − x)/3 + Δt k₄/6, so that no sum of tendencies has to be stored.
 *
 * <p>A state is one array, variable by variable. It repeats the last two variables before the first
 * and the first two after the last, so that loops run along the ring without a modulus.
 */
final class Ring {

  static final int STAGES = 4;

  private static final int HALO = 2;

  private final int size;
  private final int sense;
  private final RingLoops loops;
  private final int lanes;
  private final double[][] states;

  /**
   * Allocates a ring of zeros.
   *
   * @param size n, at least 3
   * @param sense s
   */
  Ring(int size, int sense, RingLoops loops) {
    this.size = size;
    this.sense = sense;
    this.loops = loops;
    this.lanes = loops.lanes();
    this.states = new double[STAGES][(size + 2 * HALO) * lanes];
  }

  /** Checks the length of a step. */
  static void checkTimeStep(double timeStep) {
    if (!(timeStep > 0 && timeStep < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the time step must be more than 0 and finite, not " + timeStep);
    }
  }

  /** Sets a lane's variables at the start of a step, from {@code values} at {@code first}. */
  void set(int lane, double[] values, int first) {
    for (int i = 0; i < size; i++) {
      states[0][(HALO + i) * lanes + lane] = values[first + i];
    }
  }

  /** Copies a lane's variables at the start of a step to {@code values} at {@code first}. */
  void get(int lane, double[] values, int first) {
    for (int i = 0; i < size; i++) {
      values[first + i] = states[0][(HALO + i) * lanes + lane];
    }
  }

  /** A variable of the state at which a stage takes its tendency. */
  double get(int stage, int i, int lane) {
    return states[stage][(HALO + i) * lanes + lane];
  }

  /** Repeats the ends of a stage's state, once all its variables are set. */
  void close(int stage) {
    loops.close(states[stage], size);
  }

  /**
   * Advances variables {@code first} to {@code first + count - 1} by one stage, whose state must be
   * {@link #close closed}. The result is in the state of the next stage; after the last stage, in
   * that of stage 0 of the next step.
   */
  void advance(
      int stage, int first, int count, double[] damping, double[] forcing, double timeStep) {
    double[] x = states[stage];
    int from = HALO + (sense > 0 ? first : first + count - 1);
    if (stage < STAGES - 1) {
      double[] next = states[stage + 1];
      double reach = stage < STAGES - 2 ? timeStep / 2 : timeStep;
      loops.move(x, states[0], next, from, sense, count, damping, forcing, reach);
    } else {
      double weight = timeStep / 2;
      loops.finish(
          x, states[1], states[2], states[0], from, sense, count, damping, forcing, weight);
    }
  }

  /** Adds Σ x, Σ x², Σ x x[+1] and Σ x x[+2] at the start of a step, which must be closed. */
  void addProducts(double[][] sums) {
    loops.addProducts(states[0], HALO, size, sums);
  }

  /** The sum of some of a stage's variables. */
  void sum(int stage, int first, int count, double[] sum) {
    loops.sum(states[stage], HALO + first, count, sum);
  }

  /** The sum of the squares of some variables at the start of a step. */
  void sumSquares(int first, int count, double[] sum) {
    loops.sumSquares(states[0], HALO + first, count, sum);
  }
}
