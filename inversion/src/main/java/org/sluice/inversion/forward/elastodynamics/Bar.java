package org.sluice.inversion.forward.elastodynamics;

/**
 * An elastic bar and its discretisation: ρ u_tt + c u_t − E u_xx = 0 on (0, 1) with u = 0 at both
 * ends, starting at rest from u = sin(πx). Linear finite elements discretise space, and Newmark's
 * method with β = ¼ and γ = ½ discretises time. It is stable for any step and dissipates no energy.
 *
 * @param elements of equal width, at least 2
 * @param density ρ, positive
 * @param duration T, positive, in the same unit of time as E, c and ρ
 * @param steps of equal length in (0, T], at least 1
 */
public record Bar(int elements, double density, double duration, int steps) {

  /** Checks the ranges. */
  public Bar {
    if (elements < 2) {
      throw new IllegalArgumentException("the bar must have at least 2 elements, not " + elements);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("the bar must move at least 1 step, not " + steps);
    }
    positive("density", density);
    positive("duration", duration);
  }

  /** Makes a bar of 100 elements and density 1, with 400 steps up to time 2. */
  public static Bar standard() {
    return new Bar(100, 1, 2, 400);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the bar's %s must be more than 0 and finite, not %s".formatted(name, value));
    }
  }

  /** ∂g/∂c for g = 1 + c Δt/(2ρ), the factor of the mass matrix in the system of a step. */
  double massByDamping() {
    return duration / steps / (2 * density);
  }

  /** ∂k/∂E for k = 3 E Δt²/(ρh²), the factor of the stiffness matrix. */
  double stiffnessByModulus() {
    double timeStep = duration / steps;
    return 3 * timeStep * timeStep * elements * elements / density;
  }
}
