package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.sluice.inversion.forward.DifferentiableMap;

/**
 * A forward map that learns while an inversion uses it: its weights change between steps and at no
 * other time. It takes whole batches, on the inversion's own thread.
 */
public interface Emulator extends DifferentiableMap {

  @Override
  default boolean takesWholeBatches() {
    return true;
  }

  /**
   * Learns before a step.
   *
   * @param step the step that comes, from 1
   * @param alpha the population's coordinates in it
   * @throws org.sluice.inversion.forward.SolverException if too many solves fail
   */
  void before(long step, double[] alpha);

  /**
   * Sentences, each once, on what goes wrong with the surrogate and what to do.
   *
   * @param noise the noise's present standard deviation in each observed number
   */
  List<String> advice(double[] noise);

  /**
   * The emulator's error under the current population, in units of the noise: the root mean square
   * over observed numbers of its latest predictions' errors, without the solver's own variability.
   * Its square is the error's own contribution to a loss, for noise that is not correlated.
   *
   * @param noise the noise's present standard deviation in each observed number
   * @return NaN as long as nothing could be compared
   */
  double heldOutError(double[] noise);

  /** All on which its course depends beside the problem, for telling runs apart. */
  String description();

  /** Writes all that it carries from one step to the next. */
  void write(DataOutput out) throws IOException;

  /** Reads the state that {@link #write} wrote, into an emulator that has not begun. */
  void read(DataInput in) throws IOException;
}
