package org.sluice.inversion.population.settings;

import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.ElementType;

/**
 * The settings of an inversion.
 *
 * @param method the estimator; {@link Method#SLUICE} by default
 * @param sampling the samples, directions and data of each step
 * @param optimisation Adam's steps and step sizes
 * @param regularisation the terms that are added to the loss; none by default
 * @param stop the rules that end a run before the last step
 * @param execution precision, seed and checkpoints
 */
public record Settings(
    Method method,
    Sampling sampling,
    Optimisation optimisation,
    Regularisation regularisation,
    StopRules stop,
    Execution execution) {

  /** The defaults. */
  public static Settings defaults() {
    return new Settings(
        Method.SLUICE,
        Sampling.defaults(),
        Optimisation.defaults(),
        Regularisation.none(),
        StopRules.defaults(),
        Execution.defaults());
  }

  /** The same with some parts replaced. */
  public Settings with(SettingsPart... parts) {
    Settings changed = this;
    for (SettingsPart part : parts) {
      changed = changed.with(part);
    }
    return changed;
  }

  private Settings with(SettingsPart part) {
    return switch (part) {
      case Method it -> new Settings(it, sampling, optimisation, regularisation, stop, execution);
      case Sampling it -> new Settings(method, it, optimisation, regularisation, stop, execution);
      case Optimisation it -> new Settings(method, sampling, it, regularisation, stop, execution);
      case Regularisation it -> new Settings(method, sampling, optimisation, it, stop, execution);
      case StopRules it ->
          new Settings(method, sampling, optimisation, regularisation, it, execution);
      case Execution it -> new Settings(method, sampling, optimisation, regularisation, stop, it);
    };
  }

  /** The same with another seed. */
  public Settings withSeed(long seed) {
    return with(execution.withSeed(seed));
  }

  /** Of all random numbers. */
  public long seed() {
    return execution.seed();
  }

  /** The element type of the loss. */
  public ElementType precision() {
    return execution.precision();
  }

  /**
   * Checks that the regularisation fits a problem.
   *
   * @throws IllegalArgumentException naming the part that does not fit
   */
  public void requireFit(Problem problem) {
    regularisation.requireFit(problem);
  }
}
