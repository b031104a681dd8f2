package org.sluice.inversion.population.examine;

import java.util.Optional;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;

/** Checks whether there are enough individuals to determine the numbers that are sought. */
public final class Individuals {

  private Individuals() {}

  /**
   * Returns a warning if there are too few. A single individual has no spread, however many
   * observations it has, since along each slice it is one point. An individual is one draw of the
   * population, seen through its observations, so it determines at most min(q, d) numbers of the
   * population, and d of population and noise together.
   */
  public static Optional<String> warning(Problem problem) {
    if (problem.groups().stream().allMatch(group -> group.data().rows() == 1)) {
      return Optional.of(
          "a single individual shows no spread, so that the data determine neither that of the population nor the noise, and their estimates mean nothing; give more individuals");
    }
    long draws = 0;
    long observations = 0;
    for (Group group : problem.groups()) {
      long rows = group.data().rows();
      draws += rows * Math.min(problem.measure().dimension(), group.dimension());
      observations += rows * group.dimension();
    }
    int population = problem.measure().coordinateCount();
    int all = population + problem.noise().coordinateCount();
    if (population > draws) {
      return tooFew(problem, draws, "the population", population);
    }
    return observations < all
        ? tooFew(problem, observations, "population and noise together", all)
        : Optional.empty();
  }

  private static Optional<String> tooFew(Problem problem, long most, String of, int sought) {
    return Optional.of(
        "%d individuals determine at most %d numbers of %s, and %d are sought; give more individuals, or choose families with fewer numbers"
            .formatted(problem.individuals(), most, of, sought));
  }
}
