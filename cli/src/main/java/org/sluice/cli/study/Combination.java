package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.CellCost;

/**
 * A combination of the axes' values, with everything that its repetitions share.
 *
 * @param values one for each axis
 * @param truth of each quantity; 0 for errors
 * @param cost of one cell
 */
public record Combination(List<String> values, double[] truth, CellCost cost) {}
