package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/** Solves by a map in this program. */
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
  public String[] solve(Matrix z, Matrix x) {
    String[] failures = new String[Math.toIntExact(z.rows())];
    try {
      map.apply(z, x);
    } catch (ArithmeticException _) {
      // A map refuses its whole batch for one row; rows are independent, so each is asked alone.
      oneByOne(z, x, failures);
    }
    for (int i = 0; i < failures.length; i++) {
      failures[i] = failures[i] == null ? Solver.nonFinite(x, i) : failures[i];
    }
    return failures;
  }

  private void oneByOne(Matrix z, Matrix x, String[] failures) {
    for (int i = 0; i < failures.length; i++) {
      try {
        map.apply(z.rows(i, i + 1), x.rows(i, i + 1));
      } catch (ArithmeticException e) {
        failures[i] = e.getMessage();
      }
    }
  }
}
