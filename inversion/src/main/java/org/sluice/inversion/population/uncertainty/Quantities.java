package org.sluice.inversion.population.uncertainty;

import java.util.List;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Problem;

/**
 * The numbers that are computed from a fit, as functions of its coordinates. Any thread may call
 * it.
 */
public interface Quantities {

  /** A name for each. */
  List<String> names();

  /** The numbers of a fit, in a new array. */
  double[] of(double[] coordinates);

  /** The physical numbers of the population and then of the noise. */
  static Quantities physical(Problem problem) {
    return new Quantities() {
      @Override
      public List<String> names() {
        return Coordinates.names(problem);
      }

      @Override
      public double[] of(double[] coordinates) {
        return Coordinates.physical(problem, coordinates);
      }
    };
  }
}
