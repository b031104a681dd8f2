package org.sluice.cli.system.population.config;

import java.util.Map;
import org.sluice.cli.config.Require;
import tools.jackson.databind.JsonNode;

/**
 * The table {@code [regulariser]}: what is added to the loss.
 *
 * @param condition ε in r(Γ) = ε·cond(Γ); 0 by default
 * @param prior a Gaussian prior on the population's coordinates, or null
 */
public record RegulariserConfig(Double condition, Prior prior) {

  /**
   * The table {@code [regulariser.prior]}.
   *
   * @param centre physical numbers by name; those not named have no prior
   * @param scale in coordinates, where positive numbers are logarithms; 2 by default
   */
  public record Prior(Map<String, JsonNode> centre, Double scale) {

    /** Fills in defaults and checks the ranges. */
    public Prior {
      centre = Require.present("regulariser.prior.centre", centre);
      scale = scale == null ? 2 : Require.positive("regulariser.prior.scale", scale);
    }
  }

  /** Fills in defaults and checks the ranges. */
  public RegulariserConfig {
    condition = condition == null ? 0 : Require.notNegative("regulariser.condition", condition);
  }

  static RegulariserConfig defaults() {
    return new RegulariserConfig(null, null);
  }
}
