package org.sluice.cli.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.config.Config;
import org.sluice.cli.config.ForwardConfig;
import org.sluice.cli.config.NoiseConfig;
import org.sluice.cli.config.PopulationConfig;
import org.sluice.cli.file.SampleFile;
import org.sluice.inversion.forward.BlackBox;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LevelSetField;
import org.sluice.inversion.measure.LogNormalField;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.WhittleMaternField;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.LaplaceLaw;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The families that a config names.
 *
 * @param measure the family μ(α)
 * @param nature what simulated parameters are drawn from: the same, or its sharp version
 * @param forward G
 * @param noise the family η(Γ)
 */
public record Model(
    ParameterMeasure measure, ParameterMeasure nature, DifferentiableMap forward, NoiseModel noise)
    implements AutoCloseable {

  /** The same with another map, such as a surrogate. */
  public Model with(DifferentiableMap other) {
    return new Model(measure, nature, other, noise);
  }

  /** Ends the processes of a forward map that has some. */
  @Override
  public void close() {
    if (forward instanceof BlackBox box) {
      Solver.of(box.map()).close();
    }
  }

  /**
   * Builds the families.
   *
   * @param folder where relative files start
   * @param columns number of columns of the data, or 0 if there are none yet
   * @throws IllegalArgumentException naming the key, if parts do not fit each other
   */
  public static Model of(Config config, Path folder, int columns) {
    DifferentiableMap forward = forward(config.forward(), folder, columns);
    ParameterMeasure measure = measure(config, forward, false);
    ParameterMeasure nature =
        config.population() instanceof PopulationConfig.LevelSetField field && field.sharpData()
            ? measure(config, forward, true)
            : measure;
    return new Model(measure, nature, forward, noise(config, forward.observationDimension()));
  }

  private static DifferentiableMap forward(ForwardConfig config, Path folder, int columns) {
    return switch (config) {
      case ForwardConfig.Darcy darcy ->
          new DarcyMap(
              darcy.nodes(), Sensors.uniform(darcy.sensors(), darcy.sensorSeed()), darcy.source());
      case ForwardConfig.Linear linear -> linear(linear, folder);
      case ForwardConfig.Replicates replicates ->
          new ReplicatesMap(dimension("forward.count", replicates.count(), columns));
      case ForwardConfig.Process process -> UserMaps.program(process, folder);
      case ForwardConfig.Java java -> UserMaps.provided(java);
      case ForwardConfig.None none ->
          new ZeroMap(dimension("forward.dimension", none.dimension(), columns));
    };
  }

  private static LinearMap linear(ForwardConfig.Linear config, Path folder) {
    double[][] rows = config.matrix();
    if (rows == null) {
      try (Arena arena = Arena.ofConfined()) {
        Matrix matrix =
            SampleFile.read(folder.resolve(config.matrixFile()), arena, ElementType.F64);
        rows = new double[Math.toIntExact(matrix.rows())][];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = matrix.rows(i, i + 1).toDoubles();
        }
      }
    }
    return config.offset() == null ? new LinearMap(rows) : new LinearMap(rows, config.offset());
  }

  private static int dimension(String key, Integer configured, int columns) {
    if (configured != null) {
      return configured;
    }
    if (columns == 0) {
      throw new IllegalArgumentException(key + " is missing; simulated data need it");
    }
    return columns;
  }

  private static ParameterMeasure measure(Config config, DifferentiableMap forward, boolean sharp) {
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

  private static double[] grid(ForwardConfig config) {
    if (config instanceof ForwardConfig.Darcy darcy) {
      return DarcyMap.positions(darcy.nodes());
    }
    throw new IllegalArgumentException(
        "population.type is a field, which needs a forward map on a grid: forward.type = \"darcy\"");
  }

  private static NoiseModel noise(Config config, int dimension) {
    NoiseModel covariance = covariance(config, dimension);
    return switch (config.noise().law()) {
      case "laplace" -> new ShapedNoise(covariance, new LaplaceLaw());
      case "student" -> new ShapedNoise(covariance, new StudentLaw());
      default -> covariance;
    };
  }

  private static NoiseModel covariance(Config config, int dimension) {
    return switch (config.noise()) {
      case NoiseConfig.Isotropic _ -> new IsotropicNoise(dimension);
      case NoiseConfig.Diagonal _ -> new DiagonalNoise(dimension);
      case NoiseConfig.Full _ -> new FullNoise(dimension);
      case NoiseConfig.Matern matern ->
          new StationaryNoise(
              matern.smoothness() == 1.5 ? Correlation.MATERN_3_2 : Correlation.MATERN_5_2,
              positions(matern.positions(), config, dimension));
      case NoiseConfig.Exponential exponential ->
          new StationaryNoise(
              Correlation.EXPONENTIAL, positions(exponential.positions(), config, dimension));
    };
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
