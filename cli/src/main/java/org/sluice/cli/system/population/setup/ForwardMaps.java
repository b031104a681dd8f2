package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.ForeignPrograms;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.dynamics.MultiscaleParameter;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.forward.darcy.DarcySquareMap;
import org.sluice.inversion.forward.elastodynamics.Bar;
import org.sluice.inversion.forward.elastodynamics.ElastodynamicsMap;
import org.sluice.inversion.forward.lorenz.Averaging;
import org.sluice.inversion.forward.lorenz.InitialStates;
import org.sluice.inversion.forward.lorenz.Lorenz96Map;
import org.sluice.inversion.forward.lorenz.MultiscaleLorenz96Map;
import org.sluice.inversion.forward.process.ProcessMap;
import org.sluice.inversion.forward.process.ProcessSettings;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Forward maps by their configs. */
public final class ForwardMaps {

  private ForwardMaps() {}

  /** The model's map; arguments as {@link Model#of}. */
  static ForwardMap model(Config config, Path folder, int columns) {
    return switch (config.forward()) {
      case ForwardConfig.Darcy darcy ->
          new DarcyMap(
              darcy.nodes(), Sensors.uniform(darcy.sensors(), darcy.sensorSeed()), darcy.source());
      case ForwardConfig.DarcySquare darcy ->
          new DarcySquareMap(
              darcy.nodes(),
              Sensors.uniformInSquare(darcy.sensors(), darcy.sensorSeed()),
              darcy.source());
      case ForwardConfig.Linear linear -> linear(linear, folder);
      case ForwardConfig.Replicates replicates ->
          new ReplicatesMap(dimension("forward.count", replicates.count(), columns));
      case ForwardConfig.Process process -> program(process.program(), folder);
      case ForwardConfig.Java java -> UserMaps.provided(java);
      case ForwardConfig.None none ->
          new ZeroMap(dimension("forward.dimension", none.dimension(), columns));
      case ForwardConfig.Elastodynamics bar ->
          new ElastodynamicsMap(
              new Bar(bar.elements(), bar.density(), bar.duration(), bar.steps()),
              Sensors.uniform(bar.sensors(), bar.sensorSeed()),
              bar.times());
      case ForwardConfig.Lorenz96 lorenz ->
          lorenz96(lorenz, new InitialStates(InitialStates.Law.NEAR_REST, config.seed()));
      case ForwardConfig.MultiscaleLorenz96 lorenz ->
          lorenz96(lorenz, new InitialStates(InitialStates.Law.NEAR_REST, config.seed()));
    };
  }

  /** Whether a config's map gives as many observations as the data have columns. */
  static boolean fitsAnyData(ForwardConfig forward) {
    return switch (forward) {
      case ForwardConfig.Replicates replicates -> replicates.count() == null;
      case ForwardConfig.None none -> none.dimension() == null;
      default -> false;
    };
  }

  /** A program, which is run only where that is allowed. */
  private static ProcessMap program(ProcessSettings program, Path folder) {
    return new ProcessMap(program, folder, () -> ForeignPrograms.requireAllowed(program.command()));
  }

  /** Nature's map: the model's, but for trajectories that start all over their attractor. */
  static ForwardMap nature(Config config, ForwardMap model) {
    return chaotic(config, InitialStates.Law.UNIFORM, config.seed(), model);
  }

  /**
   * The map with other initial states, where it has any, or else as it is.
   *
   * @param seed of the initial states
   */
  public static ForwardMap chaotic(
      Config config, InitialStates.Law law, long seed, ForwardMap otherwise) {
    InitialStates states = new InitialStates(law, seed);
    return switch (config.forward()) {
      case ForwardConfig.Lorenz96 lorenz -> lorenz96(lorenz, states);
      case ForwardConfig.MultiscaleLorenz96 lorenz -> lorenz96(lorenz, states);
      default -> otherwise;
    };
  }

  private static ForwardMap lorenz96(ForwardConfig.Lorenz96 config, InitialStates states) {
    return new Lorenz96Map(
        config.variables(),
        new Averaging(config.timeStep(), config.spinUp(), config.duration()),
        states);
  }

  private static ForwardMap lorenz96(
      ForwardConfig.MultiscaleLorenz96 config, InitialStates states) {
    Map<MultiscaleParameter, Double> fixed = new EnumMap<>(MultiscaleParameter.class);
    config.fixed().forEach((letter, value) -> fixed.put(parameter(letter), value));
    List<MultiscaleParameter> parameters =
        config.parameters().stream().map(ForwardMaps::parameter).toList();
    return new MultiscaleLorenz96Map(
        config.slow(),
        config.fast(),
        parameters,
        fixed,
        new Averaging(config.timeStep(), config.spinUp(), config.duration()),
        states);
  }

  private static MultiscaleParameter parameter(String letter) {
    for (MultiscaleParameter parameter : MultiscaleParameter.values()) {
      if (parameter.letter().equals(letter)) {
        return parameter;
      }
    }
    throw new IllegalArgumentException(
        "forward.parameters and forward.fixed know F, h, c and b, not '%s'".formatted(letter));
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
}
