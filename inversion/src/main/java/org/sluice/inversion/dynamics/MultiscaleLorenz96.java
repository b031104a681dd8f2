package org.sluice.inversion.dynamics;

/**
 * The two-scale system of Lorenz (1996), in the form of Schneider, Lan, Stuart and Teixeira (2017):
 * K slow variables, each with J fast ones, which together lie on one ring,
 *
 * <pre>
 *   dX_k/dt  = −X_{k−1} (X_{k−2} − X_{k+1}) − X_k + F − h c Ȳ_k,     Ȳ_k the mean over j of Y_{j,k}
 *   dY_{j,k}/dt = c (−b Y_{j+1,k} (Y_{j+2,k} − Y_{j−1,k}) − Y_{j,k} + (h/J) X_k),</pre>
 *
 * by the classical Runge–Kutta method of order four. The parameters are F, h, c and b, in the order
 * of {@link MultiscaleParameter}.
 *
 * <p>A state holds X_1 … X_K, and then the fast variables of X_1, of X_2 and so on, each as W = b c
 * Y. In this scale the quadratic terms have no factor, as those of the slow variables have none.
 *
 * @param slow K, at least 4
 * @param fast J, at least 1
 * @param timeStep Δt, positive
 */
public record MultiscaleLorenz96(int slow, int fast, double timeStep) implements Dynamics {

  /** Checks the ranges. */
  public MultiscaleLorenz96 {
    if (slow < 4 || fast < 1) {
      throw new IllegalArgumentException(
          "Lorenz's system needs at least 4 slow variables and 1 fast one for each, not %d and %d"
              .formatted(slow, fast));
    }
    Ring.checkTimeStep(timeStep);
  }

  @Override
  public int dimension() {
    return slow * (1 + fast);
  }

  @Override
  public int parameterDimension() {
    return MultiscaleParameter.values().length;
  }

  @Override
  public MultiscaleTrajectories trajectories() {
    return trajectories(RingLoops.best());
  }

  /** Allocates trajectories that are advanced by these loops. */
  MultiscaleTrajectories trajectories(RingLoops loops) {
    return new MultiscaleTrajectories(slow, fast, timeStep, loops);
  }

  /**
   * Makes the state in which each fast variable is its slow one over b, in a new array.
   *
   * @param slowState X, K numbers
   * @param parameters of the trajectory
   */
  public double[] followingSlow(double[] slowState, double[] parameters) {
    double speed = parameters[MultiscaleParameter.C.ordinal()];
    double[] state = new double[dimension()];
    for (int k = 0; k < slow; k++) {
      state[k] = slowState[k];
      for (int j = 0; j < fast; j++) {
        // W = b c Y, and Y = X / b.
        state[slow + k * fast + j] = slowState[k] * speed;
      }
    }
    return state;
  }
}
