package org.sluice.cli.system.population.setup;

import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.forward.InternalVariability;
import org.sluice.inversion.forward.lorenz.InitialStates;
import org.sluice.inversion.population.simulate.Truth;
import org.sluice.inversion.population.simulate.Variability;

/** Measures how much the systems of a config vary at fixed parameters, if they are chaotic. */
public final class VariabilitySetup {

  private VariabilitySetup() {}

  /** Whether a config's systems vary at all. */
  public static boolean isKnown(Config config) {
    return config.forward() instanceof ForwardConfig.Lorenz96
        || config.forward() instanceof ForwardConfig.MultiscaleLorenz96;
  }

  /**
   * Runs systems of the true population from several initial states each.
   *
   * @param config one whose systems vary
   * @param systems number of systems, at least 2
   * @param repeats runs of each, at least 2
   */
  public static InternalVariability of(
      Config config, Model model, Truth truth, int systems, int repeats) {
    return Variability.of(
        seed -> ForwardMaps.chaotic(config, InitialStates.Law.UNIFORM, seed, model.forward()),
        model.nature().measure(),
        truth.population(),
        systems,
        repeats,
        config.seed());
  }
}
