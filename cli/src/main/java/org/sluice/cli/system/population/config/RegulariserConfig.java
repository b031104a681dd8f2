package org.sluice.cli.system.population.config;

import java.util.Map;
import org.sluice.inversion.range.Range;
import tools.jackson.databind.JsonNode;

/**
 * The table {@code [regulariser]}: the terms that are added to the loss.
 *
 * @param condition ε in r(Γ) = ε·cond(Γ); 0 by default
 * @param prior a Gaussian prior on the population's coordinates, or null
 */
public record RegulariserConfig(double condition, Prior prior) {

  /**
   * The table {@code [regulariser.prior]}.
   *
   * @param centre physical numbers by name; those not named have no prior
   * @param scale in coordinates, where positive numbers are logarithms; 2 by default
   */
  public record Prior(Map<String, JsonNode> centre, Double scale) {

    /** Fills in the default and checks the ranges. */
    public Prior {
      Range.present("centre", centre);
      scale = scale == null ? 2 : scale;
      Range.positive("scale", scale);
    }
  }

  /** Checks the range. */
  public RegulariserConfig {
    Range.notNegative("condition", condition);
  }

  static RegulariserConfig defaults() {
    return new RegulariserConfig(0, null);
  }
}
