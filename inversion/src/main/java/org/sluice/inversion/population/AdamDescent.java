package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.optimise.AdamOptimiser;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.optimise.IterateAverage;
import org.sluice.inversion.population.newton.Plateau;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;

/**
 * Adam's steps in the natural units of the coordinates, and the average of the last iterates. Units
 * are measured anew every {@value #STEPS_BETWEEN_UNITS} steps.
 */
final class AdamDescent implements Descent {

  private static final int STEPS_BETWEEN_UNITS = 50;

  private final Optimisation optimisation;
  private final AdamOptimiser adam;
  private final IterateAverage average;
  private final Plateau plateau;
  private final boolean hasUnits;
  private long lastStep;
  private long averagedAfter;
  private boolean closing;
  private double rate;

  AdamDescent(Problem problem, Settings settings) {
    optimisation = settings.optimisation();
    int count = problem.kinds().size();
    adam = new AdamOptimiser(count);
    average = new IterateAverage(count);
    plateau = new Plateau(problem, settings.stop().plateau());
    hasUnits = problem.kinds().contains(CoordinateKind.LINEAR);
    lastStep = optimisation.steps();
    averagedAfter = lastStep - optimisation.averagedSteps();
  }

  @Override
  public double evaluate(Objective objective, double[] coordinates, double[] gradient) {
    return objective.step(coordinates, gradient);
  }

  @Override
  public void move(Objective objective, long step, double[] coordinates, double[] gradient) {
    if (hasUnits && (step - 1) % STEPS_BETWEEN_UNITS == 0) {
      adam.scaleSteps(objective.naturalUnits(coordinates));
    }
    rate = closing ? optimisation.lastLearningRate() : optimisation.learningRate(step);
    double[] evaluated = coordinates.clone();
    adam.step(rate, coordinates, gradient);
    if (step > averagedAfter) {
      average.add(coordinates);
    }
    if (!closing && plateau.reached(objective, evaluated, coordinates)) {
      close(step);
    }
  }

  /** Starts the closing steps: they take the last learning rate, and every iterate is averaged. */
  private void close(long step) {
    closing = true;
    averagedAfter = Math.min(averagedAfter, step);
    lastStep = Math.min(lastStep, step + optimisation.averagedSteps());
  }

  @Override
  public double norm(double[] gradient) {
    return adam.norm(gradient);
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public long lastStep() {
    return lastStep;
  }

  @Override
  public boolean refine() {
    return false;
  }

  @Override
  public double[] estimate(double[] coordinates) {
    return average.orElse(coordinates);
  }

  @Override
  public Stopped ended() {
    return closing ? Stopped.PLATEAU : Stopped.BUDGET;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(lastStep);
    out.writeLong(averagedAfter);
    out.writeBoolean(closing);
    adam.write(out);
    average.write(out);
    plateau.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    long formerLast = in.readLong();
    long formerAveraged = in.readLong();
    closing = in.readBoolean();
    adam.read(in);
    average.read(in);
    plateau.read(in);
    if (closing) {
      lastStep = formerLast;
      averagedAfter = formerAveraged;
    } else if (averagedAfter >= formerLast) {
      // The run goes on beyond its former end, and the average begins later than that.
      average.clear();
    }
  }
}
