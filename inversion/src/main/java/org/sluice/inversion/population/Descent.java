package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;

/** The course of an inversion's coordinates, step by step. Checkpoints hold its state. */
interface Descent {

  /**
   * The descent that the settings ask for.
   *
   * @param learning whether the forward map learns during the run
   */
  static Descent of(Problem problem, Settings settings, boolean learning) {
    int slices = new StepSizes(problem, settings).firstSlices();
    OptimiserType asked = settings.optimisation().type();
    OptimiserType type = asked.of(settings, problem.kinds().size(), slices, learning);
    return type == OptimiserType.GAUSS_NEWTON
        ? new NewtonDescent(problem, settings)
        : new AdamDescent(problem, settings);
  }

  /**
   * Evaluates the objective at the random numbers of the last draw.
   *
   * @param gradient written
   * @return the objective
   */
  double evaluate(Objective objective, double[] coordinates, double[] gradient);

  /**
   * Moves the coordinates after {@link #evaluate}, if what it gave is finite.
   *
   * @param step from 1
   * @param coordinates changed in place
   */
  void move(Objective objective, long step, double[] coordinates, double[] gradient);

  /**
   * The Euclidean norm of a gradient by the coordinates in natural units at the last step, so that
   * it is the same in every unit.
   */
  double norm(double[] gradient);

  /** The size of the last step: Adam's learning rate, or the share of a Newton step. */
  double rate();

  /** The most steps of the whole run, as far as it is known. */
  long lastStep();

  /**
   * Makes the descent go on for a more precise result, after a verdict that it has not arrived.
   *
   * @return whether it will take further steps
   */
  boolean refine();

  /** The result after the last step. */
  double[] estimate(double[] coordinates);

  /** Advice for a run that has diverged, to be appended to the reason; may be empty. */
  default String advice() {
    return "";
  }

  /** The reason for the end, if all steps are done. */
  Stopped ended();

  void write(DataOutput out) throws IOException;

  void read(DataInput in) throws IOException;
}
