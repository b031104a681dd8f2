package org.sluice.cli.system.population.setup;

import java.nio.file.Path;
import java.util.Arrays;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.config.NoiseConfig;
import org.sluice.cli.system.population.config.PopulationConfig;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LevelSetField;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.measure.field.WhittleMaternField;
import org.sluice.inversion.noise.BlockDiagonalNoise;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.LaplaceLaw;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.inversion.population.simulate.Nature;

/**
 * The families that a config names.
 *
 * @param measure the family μ(α)
 * @param nature what simulated data are drawn from
 * @param forward G; without derivatives, only a surrogate of it can be inverted
 * @param noise the family η(Γ)
 */
public record Model(ParameterMeasure measure, Nature nature, ForwardMap forward, NoiseModel noise)
    implements AutoCloseable {

  /** Ends the processes of a forward map that has some. */
  @Override
  public void close() {
    Solver.of(forward).close();
  }

  /** What the model itself takes nature to be, whatever simulated data are drawn from. */
  public Nature assumed() {
    return new Nature(measure, forward, noise);
  }

  /**
   * Builds the families.
   *
   * @param folder where relative files start
   * @param columns number of columns of the data, or 0 if there are none yet
   * @throws IllegalArgumentException naming the key, if parts do not fit each other
   */
  public static Model of(Config config, Path folder, int columns) {
    ForwardMap forward = ForwardMaps.model(config, folder, columns);
    ParameterMeasure measure = measure(config, forward, false);
    NoiseModel noise = noise(config.noise(), config, forward.observationDimension());
    return new Model(measure, nature(config, measure, forward, noise), forward, noise);
  }

  private static Nature nature(
      Config config, ParameterMeasure measure, ForwardMap forward, NoiseModel noise) {
    boolean sharp =
        config.population() instanceof PopulationConfig.LevelSetField field && field.sharpData();
    return new Nature(
        sharp ? measure(config, forward, true) : measure,
        ForwardMaps.nature(config, forward),
        config.nature() == null || config.nature().noise() == null
            ? noise
            : noise(config.nature().noise(), config, forward.observationDimension()),
        config.surrogate() == null ? 0 : config.surrogate().mostFailures());
  }

  private static ParameterMeasure measure(Config config, ForwardMap forward, boolean sharp) {
    int dimension = forward.parameterDimension();
    if (config.population() instanceof PopulationConfig.None) {
      if (dimension > 0) {
        throw new IllegalArgumentException(
            "population.type = \"none\" goes with forward.type = \"none\" only");
      }
      return new EmptyMeasure();
    }
    if (dimension == 0) {
      throw new IllegalArgumentException(
          "forward.type = \"none\" goes with population.type = \"none\" only");
    }
    return switch (config.population()) {
      case PopulationConfig.Gaussian gaussian ->
          gaussian.covariance().equals("full")
              ? GaussianMeasure.full(dimension)
              : GaussianMeasure.diagonal(dimension);
      case PopulationConfig.LogNormal logNormal -> logNormal(logNormal, dimension);
      case PopulationConfig.Bounded bounded -> new BoundedMeasure(bounded.lower(), bounded.upper());
      case PopulationConfig.Mixture mixture ->
          new GaussianMixtureMeasure(mixture.components(), dimension);
      case PopulationConfig.SinhArcsinh _ -> new SinhArcsinhMeasure(dimension);
      case PopulationConfig.Learned learned -> new LearnedMeasure(dimension, learned.units());
      case PopulationConfig.LogNormalField field ->
          new LogNormalField(grid(config.forward()), field.length(), field.smoothness());
      case PopulationConfig.WhittleMaternField field ->
          new WhittleMaternField(grid(config.forward()), field.sd());
      case PopulationConfig.LevelSetField _ ->
          sharp
              ? LevelSetField.sharp(grid(config.forward()))
              : LevelSetField.smooth(grid(config.forward()));
      case PopulationConfig.None _ -> throw new AssertionError();
    };
  }

  private static ParameterMeasure logNormal(PopulationConfig.LogNormal config, int dimension) {
    if (config.covariance().equals("full")) {
      return LogNormalMeasure.full(dimension);
    }
    return config.numbers().equals("moments")
        ? LogNormalMeasure.byMoments(dimension)
        : LogNormalMeasure.diagonal(dimension);
  }

  private static FieldGrid grid(ForwardConfig config) {
    return switch (config) {
      case ForwardConfig.Darcy darcy -> FieldGrid.line(DarcyMap.positions(darcy.nodes()));
      case ForwardConfig.DarcySquare darcy -> FieldGrid.square(DarcyMap.positions(darcy.nodes()));
      default ->
          throw new IllegalArgumentException(
              "population.type is a field, which needs a forward map on a grid: forward.type = \"darcy\" or \"darcy-2d\"");
    };
  }

  private static NoiseModel noise(NoiseConfig noise, Config config, int dimension) {
    NoiseModel covariance = covariance(noise, config, dimension);
    return switch (noise.law()) {
      case "laplace" -> new ShapedNoise(covariance, new LaplaceLaw());
      case "student" -> new ShapedNoise(covariance, new StudentLaw());
      default -> covariance;
    };
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
