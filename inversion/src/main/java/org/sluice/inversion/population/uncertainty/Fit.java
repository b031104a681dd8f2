package org.sluice.inversion.population.uncertainty;

import java.util.List;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.Stopped;
import org.sluice.inversion.population.Trace;
import org.sluice.inversion.population.settings.OptimiserType;

/**
 * A fit that started at the optimum of other data.
 *
 * @param coordinates fitted, of the population and then of the noise
 * @param ended whether Gauss–Newton steps became as precise as asked for before they were used up;
 *     true for Adam's steps
 * @param lastMove of each physical number, from the mean over the third quarter of Adam's steps to
 *     that over the last; 0 for Gauss–Newton steps
 * @param standardErrors of the physical numbers to first order, or null if they were not asked for
 */
record Fit(double[] coordinates, boolean ended, double[] lastMove, double[] standardErrors) {

  // The quarters of a fit with a Monte-Carlo error of half of this differ by as much.
  private static final double LONG = 0.7;

  static Fit of(Result result, OptimiserType type) {
    double[] coordinates = result.coordinates();
    double[] errors = result.arrival() == null ? null : result.arrival().standardErrors();
    if (type == OptimiserType.GAUSS_NEWTON) {
      boolean ended = result.run().stopped() == Stopped.TOLERANCE;
      return new Fit(coordinates, ended, new double[coordinates.length], errors);
    }
    return new Fit(coordinates, true, lastMove(result.trace().rows()), errors);
  }

  private static double[] lastMove(List<Trace.Row> rows) {
    int quarter = Math.ceilDiv(rows.size(), 4);
    int end = rows.size();
    double[] third = mean(rows.subList(Math.max(0, end - 2 * quarter), end - quarter + 1));
    double[] move = mean(rows.subList(end - quarter, end));
    for (int i = 0; i < move.length; i++) {
      move[i] -= third[i];
    }
    return move;
  }

  private static double[] mean(List<Trace.Row> rows) {
    double[] mean = new double[rows.getFirst().physical().length];
    for (Trace.Row row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row.physical()[i] / rows.size();
      }
    }
    return mean;
  }

  /**
   * Whether the fit still moved at its end: its steps were used up, or its last move is more than
   * 0.7 standard errors, root mean square over numbers.
   *
   * @param scatter the standard errors of the physical numbers
   */
  boolean moves(double[] scatter) {
    double squares = 0;
    int compared = 0;
    for (int i = 0; i < lastMove.length; i++) {
      if (scatter[i] > 0) {
        double inErrors = lastMove[i] / scatter[i];
        squares += inErrors * inErrors;
        compared++;
      }
    }
    return !ended || squares > LONG * LONG * compared;
  }
}
