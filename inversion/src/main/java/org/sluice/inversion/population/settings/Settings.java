package org.sluice.inversion.population.settings;

import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.ElementType;

/**
 * How an inversion is done.
 *
 * @param method what is minimised and how it is differentiated; {@link Method#SLUICE} by default
 * @param sampling what is drawn in each step
 * @param optimisation Adam's steps and step sizes
 * @param regularisation what is added to the loss; nothing by default
 * @param stop when to end before the last step
 * @param precision element type of the loss; sampling, the forward map and the optimiser always
 *     work in {@code F64}; {@code F64} by default
 * @param seed of all random numbers; 1 by default
 * @param checkpointSeconds seconds between two checkpoints, more than 0; 30 by default
 */
public record Settings(
    Method method,
    Sampling sampling,
    Optimisation optimisation,
    Regularisation regularisation,
    StopRules stop,
    ElementType precision,
    long seed,
    double checkpointSeconds) {

  /** Checks the ranges. */
  public Settings {
    if (!(checkpointSeconds > 0)) {
      throw new IllegalArgumentException(
          "the seconds between checkpoints must be more than 0, not " + checkpointSeconds);
    }
  }

  /**
   * Checks that the regularisation fits a problem.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  public void requireFit(Problem problem) {
    regularisation.requireFit(problem);
  }

  /** The defaults. */
  public static Settings defaults() {
    return new Settings(
        Method.SLUICE,
        Sampling.defaults(),
        Optimisation.defaults(),
        Regularisation.none(),
        StopRules.none(),
        ElementType.F64,
        1,
        30);
  }

  /** The same with another method. */
  public Settings withMethod(Method other) {
    return new Settings(
        other, sampling, optimisation, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with other sampling. */
  public Settings withSampling(Sampling other) {
    return new Settings(
        method, other, optimisation, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with another optimisation. */
  public Settings withOptimisation(Optimisation other) {
    return new Settings(
        method, sampling, other, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with another regularisation. */
  public Settings withRegularisation(Regularisation other) {
    return new Settings(
        method, sampling, optimisation, other, stop, precision, seed, checkpointSeconds);
  }

  /** The same with other stop rules. */
  public Settings withStop(StopRules other) {
    return new Settings(
        method, sampling, optimisation, regularisation, other, precision, seed, checkpointSeconds);
  }

  /** The same in another precision. */
  public Settings withPrecision(ElementType other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, other, seed, checkpointSeconds);
  }

  /** The same with another seed. */
  public Settings withSeed(long other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, precision, other, checkpointSeconds);
  }

  /** The same with another time between checkpoints. */
  public Settings withCheckpointSeconds(double other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, precision, seed, other);
  }
}
