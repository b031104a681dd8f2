package org.sluice.cli.system.population.setup;

import java.util.Arrays;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.config.NoiseConfig;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.noise.BlockDiagonalNoise;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.StationaryNoise;

/** Families η(Γ) of the noise by their configs. */
final class NoiseModels {

  private NoiseModels() {}

  /**
   * The family of a table.
   *
   * @param config around it, whose forward map has the places of the observations
   * @param dimension d
   * @throws IllegalArgumentException naming the key, if there is no place for each observed number
   */
  static NoiseModel of(NoiseConfig noise, Config config, int dimension) {
    return noise.law().shape(covariance(noise, config, dimension));
  }

  private static NoiseModel covariance(NoiseConfig noise, Config config, int dimension) {
    return switch (noise) {
      case NoiseConfig.Isotropic _ -> new IsotropicNoise(dimension);
      case NoiseConfig.Diagonal _ -> new DiagonalNoise(dimension);
      case NoiseConfig.Full _ -> new FullNoise(dimension);
      case NoiseConfig.Matern matern ->
          stationary(
              matern.smoothness() == 1.5 ? Correlation.MATERN_3_2 : Correlation.MATERN_5_2,
              matern.positions(),
              config,
              dimension);
      case NoiseConfig.Exponential exponential ->
          stationary(Correlation.EXPONENTIAL, exponential.positions(), config, dimension);
    };
  }

  private static NoiseModel stationary(
      Correlation correlation, double[] configured, Config config, int dimension) {
    if (configured == null && config.forward() instanceof ForwardConfig.Elastodynamics bar) {
      double[] times = new double[bar.times()];
      Arrays.setAll(times, t -> bar.duration() * (t + 1) / bar.times());
      return new BlockDiagonalNoise(new StationaryNoise(correlation, times), bar.sensors());
    }
    return new StationaryNoise(correlation, positions(configured, config, dimension));
  }

  private static double[] positions(double[] configured, Config config, int dimension) {
    if (configured == null && config.forward() instanceof ForwardConfig.Darcy darcy) {
      return Sensors.uniform(darcy.sensors(), darcy.sensorSeed());
    }
    if (configured == null) {
      throw new IllegalArgumentException(
          "noise.positions is missing; give the coordinate of each of the %d observed numbers"
              .formatted(dimension));
    }
    if (configured.length != dimension) {
      throw new IllegalArgumentException(
          "noise.positions has %d numbers, but the forward map gives %d observations"
              .formatted(configured.length, dimension));
    }
    return configured;
  }
}
