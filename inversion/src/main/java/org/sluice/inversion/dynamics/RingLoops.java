package org.sluice.inversion.dynamics;

/**
 * The loops of a {@link Ring}, over lanes side by side: lane l of position p is element {@code p ·
 * lanes + l} of a state. Lanes do not meet, so every implementation gives the same bits.
 */
sealed interface RingLoops permits PlainRingLoops, VectorRingLoops {

  /** Vectors where this JVM has them. */
  static RingLoops best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorRingLoops()
        : new PlainRingLoops(8);
  }

  /** Trajectories side by side. */
  int lanes();

  /**
   * {@code next ← start + reach · k} at {@code count} positions {@code from, from + sense, …}, with
   * the tendency k of the variables x.
   *
   * @param damping b of each lane
   * @param forcing f of each lane
   */
  void move(
      double[] x,
      double[] start,
      double[] next,
      int from,
      int sense,
      int count,
      double[] damping,
      double[] forcing,
      double reach);

  /**
   * {@code state ← (second + 2 third + x − state + weight · k) / 3}, k as in {@link #move}: the end
   * of a step.
   */
  void finish(
      double[] x,
      double[] second,
      double[] third,
      double[] state,
      int from,
      int sense,
      int count,
      double[] damping,
      double[] forcing,
      double weight);

  /**
   * Copies the last two of the {@code size} variables, which start at position 2, before the first
   * and the first two behind the last.
   */
  void close(double[] state, int size);

  /** Adds Σ x, Σ x², Σ x x[+1] and Σ x x[+2] over positions to one array of lanes each. */
  void addProducts(double[] x, int from, int count, double[][] sums);

  /** {@code sum ← Σ x} over positions. */
  void sum(double[] x, int from, int count, double[] sum);

  /** {@code sum ← Σ x²} over positions. */
  void sumSquares(double[] x, int from, int count, double[] sum);
}
