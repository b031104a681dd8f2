package org.sluice.cli.system.population.setup;

import java.nio.file.Path;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.PopulationConfig;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.simulate.Nature;

/**
 * The families that a config names.
 *
 * @param measure the family μ(α)
 * @param nature the families that simulated data are drawn from
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

  /** Nature as the model assumes it, whatever simulated data are drawn from. */
  public Nature assumed() {
    return new Nature(measure, forward, noise);
  }

  /**
   * Builds the families.
   *
   * @param folder the folder of the config's relative files
   * @param columns number of columns of the data, or 0 if there are none yet
   * @throws IllegalArgumentException naming the key, if parts do not fit each other
   */
  public static Model of(Config config, Path folder, int columns) {
    ForwardMap forward = ForwardMaps.model(config, folder, columns);
    ParameterMeasure measure = Measures.of(config, forward, false);
    NoiseModel noise = NoiseModels.of(config.noise(), config, forward.observationDimension());
    return new Model(measure, nature(config, measure, forward, noise), forward, noise);
  }

  private static Nature nature(
      Config config, ParameterMeasure measure, ForwardMap forward, NoiseModel noise) {
    boolean sharp =
        config.population() instanceof PopulationConfig.LevelSetField field && field.sharpData();
    return new Nature(
        sharp ? Measures.of(config, forward, true) : measure,
        ForwardMaps.nature(config, forward),
        config.nature() == null || config.nature().noise() == null
            ? noise
            : NoiseModels.of(config.nature().noise(), config, forward.observationDimension()),
        config.surrogate() == null ? 0 : config.surrogate().learning().solves().mostFailures());
  }
}
