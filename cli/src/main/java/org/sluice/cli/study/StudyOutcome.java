package org.sluice.cli.study;

import java.util.Arrays;

/**
 * A study whose cells are done.
 *
 * @param plan of the study
 * @param grid of its cells
 * @param errors of their estimates
 * @param arrivals of the cells, or null if no verdicts are recorded
 * @param theory of one quantity, or null
 * @param leftOut number of cells that did not fit into memory
 */
public record StudyOutcome(
    StudyPlan plan, StudyGrid grid, Errors errors, Arrivals arrivals, Theory theory, int leftOut) {

  /** Returns whether there is theory of a parameter. */
  boolean hasTheory(int parameter) {
    return theory != null && errors.names().get(parameter).equals(theory.quantity());
  }

  /** The bounds of a panel by its abscissa; NaN where the compared lines do not share one. */
  double[] bounds(Panel panel) {
    double[] bounds = new double[panel.combinations()[0].length];
    Arrays.setAll(
        bounds,
        k -> {
          double first = theory.bound()[panel.combinations()[0][k]];
          boolean shared =
              Arrays.stream(panel.combinations())
                  .allMatch(line -> theory.bound()[line[k]] == first);
          return shared ? first : Double.NaN;
        });
    return bounds;
  }
}
