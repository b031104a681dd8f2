package org.sluice.inversion.dynamics;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * A law by which states move on in time steps of fixed length: a differential equation with its
 * integrator, or a random recursion. Each trajectory has a state of n numbers and p parameters.
 *
 * <p>Trajectories are independent of each other: a trajectory's next state depends, to the bit, on
 * its state, its parameters, and its number and step count alone. A random law draws its numbers
 * from the last two and a seed of its own; most laws use neither. Implementations are immutable and
 * may be used from several threads at once.
 */
public interface Dynamics {

  /** n, the number of variables of a state. */
  int dimension();

  /** p, the number of parameters of a trajectory; may be 0. */
  int parameterDimension();

  /** Allocates trajectories side by side, for use by one thread at a time. */
  Trajectories trajectories();

  /**
   * Advances an ensemble in place: row i of {@code states} is the state of trajectory i. The result
   * does not depend on the number of threads, nor on how the steps are divided among calls.
   *
   * @param states N × n, a host matrix of type {@code F64}, overwritten
   * @param parameters N × p, likewise, read only
   * @param firstStep the number of steps that the ensemble has taken before, at least 0
   * @param steps to take now, at least 0
   * @param parallelism does the work; each thread allocates its own trajectories
   * @throws IllegalArgumentException if a matrix has another shape or type, or a count is negative
   */
  default void advance(
      Matrix states, Matrix parameters, long firstStep, int steps, Parallelism parallelism) {
    long rows = states.rows();
    Panel.check(states, rows, dimension(), "the ensemble of states");
    Panel.check(parameters, rows, parameterDimension(), "the ensemble's parameters");
    if (firstStep < 0 || steps < 0) {
      throw new IllegalArgumentException(
          "an ensemble cannot take %d steps after %d; both must be 0 or more"
              .formatted(steps, firstStep));
    }
    EnsembleBlock[] ofThread = new EnsembleBlock[parallelism.threads()];
    ofThread[0] = new EnsembleBlock(this);
    int lanes = ofThread[0].lanes();
    int blocks = Math.toIntExact((rows + lanes - 1) / lanes);
    parallelism.forEach(
        blocks,
        (block, thread) -> {
          if (ofThread[thread] == null) {
            ofThread[thread] = new EnsembleBlock(this);
          }
          ofThread[thread].advance(states, parameters, (long) block * lanes, firstStep, steps);
        });
  }
}
