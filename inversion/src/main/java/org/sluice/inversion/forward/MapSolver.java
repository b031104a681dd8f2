package org.sluice.inversion.forward;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/** Solves by calling a forward map in this process, for as many rows at once as a panel holds. */
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
      // One bad row fails the whole batch. Rows are independent, so each is tried by itself.
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
