package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.simulate.Nature;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.Matrix;

/**
 * Draws observations from the model. If a part of the noise is known datum by datum, row n has that
 * of datum n; after the last datum the first follows.
 */
@FunctionalInterface
public interface Simulator {

  /** Draws from the families of a problem with given numbers, through its forward map. */
  static Simulator of(Problem problem) {
    return (coordinates, group, rows, seed, arena) -> {
      double[] physical = Coordinates.physical(problem, coordinates);
      int split = problem.measure().coordinateCount();
      double[] noise = Arrays.copyOfRange(physical, split, physical.length);
      Group drawn = problem.groups().get(group);
      return Simulation.draw(
              new Nature(problem.measure(), drawn.forward(), drawn.noise()),
              Arrays.copyOf(physical, split),
              problem.noise().of(group, noise),
              drawn.known(),
              rows,
              seed,
              arena)
          .observations();
    };
  }

  /**
   * Draws independent observations. May be called from several threads at once.
   *
   * @param coordinates of the population and then of the noise
   * @param group of individuals, from 0
   * @param rows number of observations
   * @param seed of all random numbers; the same seed gives the same bits
   * @param arena owns the result
   * @return rows × d, a host matrix of type {@code F64}
   */
  Matrix draw(double[] coordinates, int group, long rows, long seed, Arena arena);

  /**
   * Returns the problem with simulated data, as many individuals in each group as it has.
   *
   * @param coordinates of the population and then of the noise
   * @param seed of all random numbers
   * @param arena owns the data
   */
  default Problem redraw(Problem problem, double[] coordinates, long seed, Arena arena) {
    List<Group> groups = new ArrayList<>();
    for (Group group : problem.groups()) {
      int g = groups.size();
      long groupSeed = GroupSeed.of(seed, g);
      groups.add(group.with(draw(coordinates, g, group.data().rows(), groupSeed, arena)));
    }
    return new Problem(problem.measure(), groups);
  }
}
