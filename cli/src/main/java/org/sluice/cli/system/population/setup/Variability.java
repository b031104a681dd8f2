package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.util.stream.LongStream;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.forward.InternalVariability;
import org.sluice.inversion.forward.lorenz.InitialStates;

/** What nature's systems vary by at fixed parameters, since they are chaotic. */
public final class Variability {

  private Variability() {}

  /** Whether a config's systems vary at all. */
  public static boolean isKnown(Config config) {
    return config.forward() instanceof ForwardConfig.Lorenz96
        || config.forward() instanceof ForwardConfig.MultiscaleLorenz96;
  }

  /**
   * Runs systems of the true population from several initial states each.
   *
   * @param config one whose systems vary
   * @param systems how many, at least 2
   * @param repeats runs of each, at least 2
   */
  public static InternalVariability of(
      Config config, Model model, Truth truth, int systems, int repeats) {
    try (Arena arena = Arena.ofConfined()) {
      return InternalVariability.measure(
          seed -> ForwardMaps.chaotic(config, InitialStates.Law.UNIFORM, seed, model.forward()),
          Simulation.latentOfTruth(model, truth, systems, config.seed(), arena),
          LongStream.rangeClosed(1, repeats).toArray());
    }
  }
}
