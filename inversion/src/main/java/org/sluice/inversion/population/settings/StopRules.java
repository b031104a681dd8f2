package org.sluice.inversion.population.settings;

import org.sluice.inversion.range.Range;

/**
 * The rules that end an inversion before its budget of steps.
 *
 * @param seconds of wall time after which no further step is begun, more than 0; infinite for no
 *     limit, the default
 * @param plateau the least move of Adam's iterates, in standard errors of the estimate: when their
 *     mean over the last 50 steps differs from that over the 50 before by less, root mean square
 *     over numbers, the run turns to its closing steps (the last learning rate, all iterates
 *     averaged) and ends; 0 never ends so, the default. Gauss–Newton steps end by themselves.
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
