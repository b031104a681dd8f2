package org.sluice.inversion.dynamics;

/**
 * The system of Lorenz (1996), dx_i/dt = (x_{i+1} − x_{i−2}) x_{i−1} − x_i + F for n variables on a
 * ring, by the classical Runge–Kutta method of order four. The one parameter is the forcing F.
 *
 * @param dimension n, at least 4
 * @param timeStep Δt, positive
 */
public record Lorenz96(int dimension, double timeStep) implements Dynamics {

  /** Checks the ranges. */
  public Lorenz96 {
    if (dimension < 4) {
      throw new IllegalArgumentException(
          "Lorenz's system needs at least 4 variables, not " + dimension);
    }
    Ring.checkTimeStep(timeStep);
  }

  @Override
  public int parameterDimension() {
    return 1;
  }

  @Override
  public Lorenz96Trajectories trajectories() {
    return trajectories(RingLoops.best());
  }

  /** Allocates trajectories that are advanced by these loops. */
  Lorenz96Trajectories trajectories(RingLoops loops) {
    return new Lorenz96Trajectories(dimension, timeStep, loops);
  }
}
