package org.sluice.inversion.population.settings;

import org.sluice.inversion.range.Range;

/**
 * The optimiser and the size of its steps. Adam's steps have a staircase of learning rates, halved
 * from one stage to the next, and its result is the average of the iterates over the last part of
 * the run. Gauss–Newton steps have no rate, and end when the result is as precise as was asked for.
 *
 * @param type of the optimiser; chosen by the problem by default
 * @param steps the most that are taken, at least 1; 1000 by default. Adam takes them all.
 * @param learningRate of Adam's first stage, more than 0; 0.03 by default, in the natural units of
 *     the coordinates: a logarithm's is 1, and a mean's is one standard deviation of the data
 * @param stages number of Adam's stages of equal length, each with half the learning rate of the
 *     one before, at least 1; 4 by default
 * @param averaging the last fraction of Adam's steps whose iterates are averaged into the result,
 *     in [0, 1]; 0 takes the last iterate; 0.25 by default
 * @param tolerance the Monte-Carlo error at which Gauss–Newton steps end, in standard errors of the
 *     result over data sets, more than 0; 0.2 by default, which adds 2 % to the whole error
 */
public record Optimisation(
    OptimiserType type,
    long steps,
    double learningRate,
    int stages,
    double averaging,
    double tolerance)
    implements SettingsPart {

  private static final double TOLERANCE = 0.2;

  /** Checks the ranges. */
  public Optimisation {
    Range.atLeast("steps", 1, steps);
    Range.positive("learningRate", learningRate);
    Range.atLeast("stages", 1, stages);
    Range.fraction("averaging", averaging);
    Range.positive("tolerance", tolerance);
  }

  /** Adam's steps; see the record. */
  public Optimisation(long steps, double learningRate, int stages, double averaging) {
    this(OptimiserType.ADAM, steps, learningRate, stages, averaging, TOLERANCE);
  }

  /** The defaults. */
  public static Optimisation defaults() {
    return new Optimisation(OptimiserType.AUTO, 1000, 0.03, 4, 0.25, TOLERANCE);
  }

  /** The same with another optimiser. */
  public Optimisation withType(OptimiserType other) {
    return new Optimisation(other, steps, learningRate, stages, averaging, tolerance);
  }

  /** The same with another budget of steps. */
  public Optimisation withSteps(long other) {
    return new Optimisation(type, other, learningRate, stages, averaging, tolerance);
  }

  /** The same with another first learning rate. */
  public Optimisation withLearningRate(double other) {
    return new Optimisation(type, steps, other, stages, averaging, tolerance);
  }

  /** The same with another number of stages. */
  public Optimisation withStages(int other) {
    return new Optimisation(type, steps, learningRate, other, averaging, tolerance);
  }

  /** The same with another averaged fraction. */
  public Optimisation withAveraging(double other) {
    return new Optimisation(type, steps, learningRate, stages, other, tolerance);
  }

  /** The same with another tolerance. */
  public Optimisation withTolerance(double other) {
    return new Optimisation(type, steps, learningRate, stages, averaging, other);
  }

  /** Adam's learning rate at a step, counted from 1, of a run that goes its full length. */
  public double learningRate(long step) {
    long stage = Math.min((long) ((double) (step - 1) / steps * stages), stages - 1);
    return learningRate * Math.scalb(1.0, (int) -stage);
  }

  /** Adam's learning rate of the last stage. */
  public double lastLearningRate() {
    return learningRate * Math.scalb(1.0, 1 - stages);
  }

  /** The number of steps at the end whose iterates are averaged. */
  public long averagedSteps() {
    return (long) Math.ceil(averaging * steps);
  }
}
