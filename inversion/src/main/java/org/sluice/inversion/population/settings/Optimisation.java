package org.sluice.inversion.population.settings;

import org.sluice.inversion.range.Range;

/**
 * Adam's steps and their size: a staircase, halved from one stage to the next, and the average of
 * the iterates over the last part of the run.
 *
 * @param steps the budget, at least 1; 1000 by default
 * @param learningRate of the first stage, more than 0; 0.03 by default, in the units of the
 *     coordinates, most of which are logarithms
 * @param stages number of stages of equal length, each with half the learning rate of the one
 *     before, at least 1; 4 by default
 * @param averaging the last fraction of the steps whose iterates are averaged into the result, in
 *     [0, 1]; 0 takes the last iterate; 0.25 by default
 */
public record Optimisation(long steps, double learningRate, int stages, double averaging)
    implements SettingsPart {

  /** Checks the ranges. */
  public Optimisation {
    Range.atLeast("steps", 1, steps);
    Range.positive("learningRate", learningRate);
    Range.atLeast("stages", 1, stages);
    Range.fraction("averaging", averaging);
  }

  /** The defaults. */
  public static Optimisation defaults() {
    return new Optimisation(1000, 0.03, 4, 0.25);
  }

  /** The same with another budget of steps. */
  public Optimisation withSteps(long other) {
    return new Optimisation(other, learningRate, stages, averaging);
  }

  /** The same with another first learning rate. */
  public Optimisation withLearningRate(double other) {
    return new Optimisation(steps, other, stages, averaging);
  }

  /** The same with another number of stages. */
  public Optimisation withStages(int other) {
    return new Optimisation(steps, learningRate, other, averaging);
  }

  /** The same with another averaged fraction. */
  public Optimisation withAveraging(double other) {
    return new Optimisation(steps, learningRate, stages, other);
  }

  /** The learning rate at a step, counted from 1, of a run that goes its full length. */
  public double learningRate(long step) {
    long stage = Math.min((long) ((double) (step - 1) / steps * stages), stages - 1);
    return learningRate * Math.scalb(1.0, (int) -stage);
  }

  /** The learning rate of the last stage. */
  public double lastLearningRate() {
    return learningRate * Math.scalb(1.0, 1 - stages);
  }

  /** The number of steps at the end whose iterates are averaged. */
  public long averagedSteps() {
    return (long) Math.ceil(averaging * steps);
  }
}
