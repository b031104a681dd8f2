package org.sluice.inversion.dynamics;

/**
 * Trajectories side by side, one in each lane, in arrays that are allocated once. All lanes advance
 * together, so a caller with fewer trajectories than lanes repeats one. For one thread.
 */
public interface Trajectories {

  /** The number of trajectories side by side, at least 1. */
  int lanes();

  /**
   * Puts a trajectory into a lane. All lanes must be started before {@link #advance}.
   *
   * @param trajectory the number by which a random law tells this trajectory from others
   * @param state n numbers, copied
   * @param parameters p numbers, copied
   */
  void start(int lane, long trajectory, double[] state, double[] parameters);

  /** Copies the state of a lane's trajectory to {@code state}. */
  void read(int lane, double[] state);

  /**
   * Advances all lanes. A trajectory whose time step is too long ends in numbers that are not
   * finite.
   *
   * @param firstStep the number of steps that the trajectories have taken before
   * @param steps to take now
   */
  void advance(long firstStep, int steps);
}
