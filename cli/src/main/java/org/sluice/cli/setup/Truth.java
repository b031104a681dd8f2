package org.sluice.cli.setup;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.sluice.cli.config.Config;
import org.sluice.cli.config.NamedNumbers;

/**
 * The physical numbers that simulated data are drawn with, and estimates are compared with.
 *
 * @param population in the order of the measure's names
 * @param noise in the order of the noise model's names
 */
public record Truth(double[] population, double[] noise) {

  /** The population's numbers and then the noise's. */
  public double[] all() {
    return DoubleStream.concat(Arrays.stream(population), Arrays.stream(noise)).toArray();
  }

  /** Whether a config tells the truth of both laws. */
  public static boolean isKnown(Config config) {
    return config.population().truth() != null && config.noise().truth() != null;
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
    if (config.noise().truth() == null) {
      throw new IllegalArgumentException(
          "noise.truth is missing; simulated data are drawn from it");
    }
    return new Truth(
        NamedNumbers.complete(
            "population.truth", config.population().truth(), model.measure().names()),
        NamedNumbers.complete("noise.truth", config.noise().truth(), model.noise().names()));
  }
}
