package org.sluice.inversion.forward;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/** Solves by a map in this program, a panel of rows at a time, as such maps work themselves. */
final class MapSolver implements Solver {

  private final ForwardMap map;

  MapSolver(ForwardMap map) {
    this.map = map;
  }

  @Override
  public int parameterDimension() {
    return map.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return map.observationDimension();
  }

  @Override
  public String[] solve(Matrix z, Matrix x, Watch watch) {
    String[] failures = new String[Math.toIntExact(z.rows())];
    for (int from = 0; from < failures.length; from += Panel.LANES) {
      int to = Math.min(failures.length, from + Panel.LANES);
      solve(z, x, from, to, failures);
      watch.done(from, to, failures);
    }
    return failures;
  }

  private void solve(Matrix z, Matrix x, int from, int to, String[] failures) {
    try {
      map.apply(z.rows(from, to), x.rows(from, to));
    } catch (ArithmeticException _) {
      // A map refuses its whole batch for one row; rows are independent, so each is asked alone.
      oneByOne(z, x, from, to, failures);
    }
    for (int i = from; i < to; i++) {
      failures[i] = failures[i] == null ? Solver.nonFinite(x, i) : failures[i];
    }
  }

  private void oneByOne(Matrix z, Matrix x, int from, int to, String[] failures) {
    for (int i = from; i < to; i++) {
      try {
        map.apply(z.rows(i, i + 1), x.rows(i, i + 1));
      } catch (ArithmeticException e) {
        failures[i] = e.getMessage();
      }
    }
  }
}
