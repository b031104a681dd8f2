package org.sluice.cli.system.population.setup;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.system.population.config.Config;

/**
 * The physical numbers that simulated data are drawn with, and estimates are compared with.
 *
 * @param population in the order of the measure's names
 * @param noise in the order of the noise model's names: what estimates are compared with
 * @param natureNoise what simulated noise is drawn with, in the order of its family's names: the
 *     same unless the config tells another family
 */
public record Truth(double[] population, double[] noise, double[] natureNoise) {

  // The variance is known to 9 per cent then, and a noise's standard deviation of whose variance it
  // makes a fifth to 1.
  private static final int VARYING_SYSTEMS = 128;
  private static final int REPEATS = 3;

  /** The population's numbers and then the noise's. */
  public double[] all() {
    return DoubleStream.concat(Arrays.stream(population), Arrays.stream(noise)).toArray();
  }

  /** Whether a config tells the truth of both laws. */
  public static boolean isKnown(Config config) {
    return config.population().truth() != null
        && (config.noise().truth() != null || isNatureNoiseKnown(config));
  }

  /**
   * The same with the noise that can be recovered: where nature's systems vary at fixed parameters,
   * a model takes that for noise.
   *
   * @throws IllegalArgumentException if the noise model's family has no such member
   */
  Truth recoverable(Config config, Model model) {
    if (!Variability.isKnown(config)) {
      return this;
    }
    double[] covariance = NearestNoise.covariance(model.nature().noise(), natureNoise);
    double[] internal = Variability.of(config, model, this, VARYING_SYSTEMS, REPEATS).covariance();
    for (int e = 0; e < covariance.length; e++) {
      covariance[e] += internal[e];
    }
    return new Truth(population, NearestNoise.of(model.noise(), covariance), natureNoise);
  }

  /**
   * The truth that a config tells.
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
      return new Truth(
          population,
          NearestNoise.of(model.noise(), NearestNoise.covariance(model.nature().noise(), numbers)),
          numbers);
    }
    if (config.noise().truth() == null) {
      throw new IllegalArgumentException(
          "noise.truth is missing; simulated data are drawn from it");
    }
    double[] noise =
        NamedNumbers.complete("noise.truth", config.noise().truth(), model.noise().names());
    return new Truth(population, noise, noise);
  }

  private static boolean isNatureNoiseKnown(Config config) {
    return config.nature() != null && config.nature().noise() != null;
  }
}
