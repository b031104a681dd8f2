package org.sluice.inversion.population.simulate;

import java.lang.foreign.Arena;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.InternalVariability;
import org.sluice.inversion.measure.ParameterMeasure;

/** Measures how much chaotic systems of a population vary at fixed parameters. */
public final class Variability {

  private Variability() {}

  /**
   * Runs systems from several initial states each.
   *
   * @param maps the forward map whose initial states come from a seed
   * @param measure the family of the parameters
   * @param population physical numbers of their law
   * @param systems number of systems, at least 2
   * @param repeats runs of each, at least 2
   * @param seed of the systems' parameters
   * @throws IllegalArgumentException if a number is out of range
   */
  public static InternalVariability of(
      LongFunction<ForwardMap> maps,
      ParameterMeasure measure,
      double[] population,
      int systems,
      int repeats,
      long seed) {
    try (Arena arena = Arena.ofConfined()) {
      return InternalVariability.measure(
          maps,
          Simulation.latent(measure, population, systems, seed, arena),
          LongStream.rangeClosed(1, repeats).toArray());
    }
  }
}
