package org.sluice.inversion.dynamics;

/**
 * The loops of a {@link Ring} over lanes side by side: lane l of position p is element {@code p ·
 * lanes + l} of a state. Lanes are independent, so all implementations give the same bits.
 */
sealed interface RingLoops permits PlainRingLoops, VectorRingLoops {

  /** Chooses vectors if this JVM has the module, else plain loops. */
  static RingLoops best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorRingLoops()
        : new PlainRingLoops(8);
  }

  /** The number of lanes. */
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
   * {@code state ← (second + 2 third + x − state + weight · k) / 3}, which ends a step, with k as
   * in {@link #move}.
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
