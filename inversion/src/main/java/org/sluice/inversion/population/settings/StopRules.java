package org.sluice.inversion.population.settings;

import org.sluice.inversion.range.Range;

/**
 * The rules that end an inversion before its budget of steps.
 *
 * @param seconds of wall time after which no further step is begun, more than 0; infinite for no
 *     limit, the default
 * @param plateau the least fall of the loss, in units of its own standard error: when the mean loss
 *     over the last 50 steps is not lower than that over the 50 before by more than this many
 *     standard errors, the run turns to its closing steps (the last learning rate, all iterates
 *     averaged) and ends; 0 never ends so, the default
 */
public record StopRules(double seconds, double plateau) implements SettingsPart {

  /** Checks the ranges. */
  public StopRules {
    Range.positiveOrInfinite("seconds", seconds);
    Range.notNegative("plateau", plateau);
  }

  /** The defaults: only the budget of steps ends a run. */
  public static StopRules defaults() {
    return new StopRules(Double.POSITIVE_INFINITY, 0);
  }
}
