package org.sluice.inversion.dynamics;

import java.util.Arrays;

/** Trajectories of {@link Lorenz96} side by side. */
public final class Lorenz96Trajectories implements Trajectories {

  private final int variables;
  private final double timeStep;
  private final Ring ring;
  private final double[] damping;
  private final double[] forcing;

  Lorenz96Trajectories(int variables, double timeStep, RingLoops loops) {
    this.variables = variables;
    this.timeStep = timeStep;
    this.ring = new Ring(variables, 1, loops);
    this.damping = new double[loops.lanes()];
    this.forcing = new double[loops.lanes()];
    Arrays.fill(damping, 1);
  }

  @Override
  public int lanes() {
    return forcing.length;
  }

  @Override
  public void start(int lane, long trajectory, double[] state, double[] parameters) {
    forcing[lane] = parameters[0];
    ring.set(lane, state, 0);
    ring.close(0);
  }

  @Override
  public void read(int lane, double[] state) {
    ring.get(lane, state, 0);
  }

  @Override
  public void advance(long firstStep, int steps) {
    for (int step = 0; step < steps; step++) {
      for (int stage = 0; stage < Ring.STAGES; stage++) {
        ring.advance(stage, 0, variables, damping, forcing, timeStep);
        ring.close((stage + 1) % Ring.STAGES);
      }
    }
  }

  /**
   * Adds Σ_i of x_i, x_i², x_i x_{i+1} and x_i x_{i+2} of the states as they are.
   *
   * @param sums 4 × lanes
   */
  public void addProducts(double[][] sums) {
    ring.addProducts(sums);
  }
}
