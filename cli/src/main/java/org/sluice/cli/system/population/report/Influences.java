package org.sluice.cli.system.population.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.problem.Problem;

/** The influence of each individual on a result: how far the numbers move without it. */
final class Influences {

  private Influences() {}

  /**
   * An individual.
   *
   * @param group its group's name
   * @param row its row in the group's data, from 1
   * @param size the root mean square of the changes in standard errors
   * @param changes of the numbers without it, of the population and then of the noise
   */
  record Individual(String group, int row, double size, double[] changes) {}

  /** All individuals, in the order of the data. */
  static List<Individual> of(Problem problem, Arrival arrival) {
    List<Individual> all = new ArrayList<>();
    double[] errors = arrival.standardErrors();
    for (int g = 0; g < arrival.individuals().size(); g++) {
      double[][] changes = arrival.individuals().get(g);
      for (int n = 0; n < changes.length; n++) {
        String name = problem.groups().get(g).name();
        all.add(new Individual(name, n + 1, size(changes[n], errors), changes[n]));
      }
    }
    return all;
  }

  /** The individuals with the most influence, the most first. */
  static List<Individual> largest(Problem problem, Arrival arrival, int count) {
    return of(problem, arrival).stream()
        .sorted(Comparator.comparingDouble(Individual::size).reversed())
        .limit(count)
        .toList();
  }

  private static double size(double[] changes, double[] errors) {
    double squares = 0;
    int count = 0;
    for (int j = 0; j < changes.length; j++) {
      if (errors[j] > 0) {
        squares += changes[j] / errors[j] * (changes[j] / errors[j]);
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }
}
