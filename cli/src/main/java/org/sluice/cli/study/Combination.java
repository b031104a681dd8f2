package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.CellCost;

/**
 * What all repetitions of one combination of values have in common.
 *
 * @param values one for each axis
 * @param names of the recovered numbers; those of the noise are marked
 * @param truth of each
 * @param cost of one cell
 * @param bound the Cramér–Rao bound of the noise's number, relative; NaN if it is not asked for
 * @param predictedBias of the noise's number, relative; NaN if it is not asked for or not known
 */
public record Combination(
    List<String> values,
    List<String> names,
    double[] truth,
    CellCost cost,
    double bound,
    double predictedBias) {

  /** The same with what theory says. */
  public Combination withTheory(double newBound, double newPredictedBias) {
    return new Combination(values, names, truth, cost, newBound, newPredictedBias);
  }
}
