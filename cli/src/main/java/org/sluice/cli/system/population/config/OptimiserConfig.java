package org.sluice.cli.system.population.config;

import org.sluice.cli.config.Require;
import org.sluice.inversion.population.settings.Optimisation;

/**
 * The table {@code [optimiser]}. Defaults are those of {@link Optimisation}.
 *
 * @param steps the budget
 * @param learningRate of the first stage
 * @param stages of equal length, each with half the learning rate of the one before
 * @param averaging last fraction of the steps whose iterates are averaged
 */
public record OptimiserConfig(
    Integer steps, Double learningRate, Integer stages, Double averaging) {

  /** Fills in defaults and checks the ranges. */
  public OptimiserConfig {
    Optimisation defaults = Optimisation.defaults();
    steps =
        steps == null
            ? Math.toIntExact(defaults.steps())
            : Require.atLeast("optimiser.steps", 1, steps);
    learningRate =
        learningRate == null
            ? defaults.learningRate()
            : Require.positive("optimiser.learning_rate", learningRate);
    stages = stages == null ? defaults.stages() : Require.atLeast("optimiser.stages", 1, stages);
    averaging =
        averaging == null
            ? defaults.averaging()
            : Require.fraction("optimiser.averaging", averaging);
  }

  static OptimiserConfig defaults() {
    return new OptimiserConfig(null, null, null, null);
  }

  /** The optimiser's settings. */
  public Optimisation optimisation() {
    return new Optimisation(steps, learningRate, stages, averaging);
  }
}
