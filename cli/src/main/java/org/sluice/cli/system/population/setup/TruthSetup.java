package org.sluice.cli.system.population.setup;

import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.system.population.config.Config;
import org.sluice.inversion.population.simulate.Truth;

/** The truth that a config states. */
public final class TruthSetup {

  // The variance is known to 9 per cent then, and a noise's standard deviation of whose variance it
  // makes a fifth to 1.
  private static final int VARYING_SYSTEMS = 128;
  private static final int REPEATS = 3;

  private TruthSetup() {}

  /** Whether a config states the truth of both laws. */
  static boolean isKnown(Config config) {
    return config.population().truth() != null
        && (config.noise().truth() != null || isNatureNoiseKnown(config));
  }

  /**
   * The truth that a config states.
   *
   * @throws IllegalArgumentException naming the key that is missing or not known
   */
  public static Truth of(Config config, Model model) {
    if (config.population().truth() == null) {
      throw new IllegalArgumentException(
          "population.truth is missing; simulated data are drawn from it");
    }
    double[] population =
        NamedNumbers.complete(
            "population.truth", config.population().truth(), model.measure().names());
    if (isNatureNoiseKnown(config)) {
      double[] numbers =
          NamedNumbers.complete(
              "nature.noise.truth",
              config.nature().noise().truth(),
              model.nature().noise().names());
      return Truth.of(population, model.noise(), model.nature().noise(), numbers);
    }
    if (config.noise().truth() == null) {
      throw new IllegalArgumentException(
          "noise.truth is missing; simulated data are drawn from it");
    }
    return new Truth(
        population,
        NamedNumbers.complete("noise.truth", config.noise().truth(), model.noise().names()));
  }

  /**
   * The same truth with the noise that can be recovered, which differs where systems are chaotic.
   *
   * @throws IllegalArgumentException if the noise model's family has no such member
   */
  static Truth recoverable(Truth truth, Config config, Model model) {
    if (!VariabilitySetup.isKnown(config)) {
      return truth;
    }
    double[] internal =
        VariabilitySetup.of(config, model, truth, VARYING_SYSTEMS, REPEATS).covariance();
    return truth.recoverable(model.noise(), model.nature().noise(), internal);
  }

  private static boolean isNatureNoiseKnown(Config config) {
    return config.nature() != null && config.nature().noise() != null;
  }
}
