package org.sluice.cli.system.population.config;

import org.sluice.inversion.range.Range;

/**
 * The table {@code [nature]}: a law of simulated data other than the model's family, which is then
 * misspecified or does not know that law's structure.
 *
 * @param noise the family that simulated noise is drawn from, with its truth, or null for the
 *     model's own
 */
public record NatureConfig(NoiseConfig noise) {

  /** Checks that there is a truth. */
  public NatureConfig {
    if (noise != null) {
      Range.present("noise.truth", noise.truth());
    }
  }
}
