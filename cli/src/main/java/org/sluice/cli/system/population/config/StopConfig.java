package org.sluice.cli.system.population.config;

import org.sluice.cli.config.Require;
import org.sluice.inversion.population.settings.StopRules;

/**
 * The table {@code [stop]}: when to end before the last step.
 *
 * @param plateau in standard errors of the loss; 0, the default, never ends so
 * @param seconds of wall time, or null for no limit
 */
public record StopConfig(Double plateau, Double seconds) {

  /** Fills in defaults and checks the ranges. */
  public StopConfig {
    plateau = plateau == null ? 0 : Require.notNegative("stop.plateau", plateau);
    if (seconds != null) {
      Require.positive("stop.seconds", seconds);
    }
  }

  static StopConfig defaults() {
    return new StopConfig(null, null);
  }

  /** The rules. */
  public StopRules rules() {
    return new StopRules(seconds == null ? Double.POSITIVE_INFINITY : seconds, plateau);
  }
}
