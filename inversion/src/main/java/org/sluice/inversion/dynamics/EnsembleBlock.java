package org.sluice.inversion.dynamics;

import org.sluice.kernels.Matrix;

/** Advances as many rows of an ensemble as one thread's trajectories have lanes. */
final class EnsembleBlock {

  private final Trajectories trajectories;
  private final double[] state;
  private final double[] parameters;

  EnsembleBlock(Dynamics dynamics) {
    trajectories = dynamics.trajectories();
    state = new double[dynamics.dimension()];
    parameters = new double[dynamics.parameterDimension()];
  }

  /** The number of rows in a block. */
  int lanes() {
    return trajectories.lanes();
  }

  /** Advances the rows from {@code first} on; lanes beyond the last row repeat it. */
  void advance(Matrix states, Matrix ofRows, long first, long firstStep, int steps) {
    for (int lane = 0; lane < trajectories.lanes(); lane++) {
      long row = Math.min(first + lane, states.rows() - 1);
      states.readRow(row, state);
      ofRows.readRow(row, parameters);
      trajectories.start(lane, row, state, parameters);
    }
    trajectories.advance(firstStep, steps);
    for (int lane = 0; lane < trajectories.lanes() && first + lane < states.rows(); lane++) {
      trajectories.read(lane, state);
      states.writeRow(first + lane, state);
    }
  }
}
