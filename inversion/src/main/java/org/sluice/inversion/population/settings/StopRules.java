package org.sluice.inversion.population.settings;

/**
 * When an inversion ends before its budget of steps.
 *
 * @param seconds of wall time after which no further step is begun, more than 0; infinite for no
 *     limit, the default
 * @param plateau how far the loss must still fall, in units of its own standard error: when the
 *     mean loss over the last 50 steps is not lower than that over the 50 before by more than this
 *     many standard errors, the run turns to its closing steps (the last learning rate, all
 *     iterates averaged) and ends; 0 never ends so, the default
 */
public record StopRules(double seconds, double plateau) {

  /** Checks the ranges. */
  public StopRules {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the wall time must be more than 0 s, not " + seconds);
    }
    if (!(plateau >= 0 && plateau < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the plateau must be 0 or more standard errors and finite, not " + plateau);
    }
  }

  /** Only the budget of steps. */
  public static StopRules none() {
    return new StopRules(Double.POSITIVE_INFINITY, 0);
  }
}
