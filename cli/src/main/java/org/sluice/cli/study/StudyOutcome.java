package org.sluice.cli.study;

import java.util.List;

/**
 * A study whose cells are done.
 *
 * @param plan what was asked
 * @param combinations of the grid, in its order
 * @param errors of their estimates
 * @param backend that all cells ran on
 * @param leftOut number of cells that did not fit into memory
 */
public record StudyOutcome(
    StudyPlan plan, List<Combination> combinations, Errors errors, String backend, int leftOut) {}
