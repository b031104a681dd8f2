package org.sluice.cli.study;

/**
 * A study whose cells are done.
 *
 * @param plan of the study
 * @param grid of its cells
 * @param errors of their estimates
 * @param theory of one quantity, or null
 * @param leftOut number of cells that did not fit into memory
 */
public record StudyOutcome(
    StudyPlan plan, StudyGrid grid, Errors errors, Theory theory, int leftOut) {

  /** Returns whether there is theory of a parameter. */
  boolean hasTheory(int parameter) {
    return theory != null && errors.names().get(parameter).equals(theory.quantity());
  }
}
