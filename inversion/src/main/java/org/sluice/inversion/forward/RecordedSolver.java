package org.sluice.inversion.forward;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * A solver that records its solutions and never solves a system twice. It looks up solutions of
 * this run and of earlier ones by the bits of the parameters. Failures are not recorded, so failed
 * systems are tried again.
 */
public final class RecordedSolver implements Solver {

  private final Solver solver;
  private final SolveStore store;

  /** Takes over a solver and a store: {@link #close} closes both. */
  public RecordedSolver(Solver solver, SolveStore store) {
    this.solver = solver;
    this.store = store;
  }

  @Override
  public int parameterDimension() {
    return solver.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return solver.observationDimension();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Solutions are stored before the watch is notified.
   */
  @Override
  public String[] solve(Matrix z, Matrix x, Watch watch) {
    String[] failures = new String[Math.toIntExact(z.rows())];
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < failures.length; i++) {
      double[] known = store.find(z.rows(i, i + 1).toDoubles());
      if (known == null) {
        unknown.add(i);
      } else {
        x.writeRow(i, known);
      }
    }
    if (unknown.isEmpty()) {
      watch.done(0, failures.length, failures);
    } else {
      solve(z, x, unknown, failures, watch);
    }
    return failures;
  }

  private void solve(Matrix z, Matrix x, List<Integer> unknown, String[] failures, Watch watch) {
    int rows = unknown.size();
    Matrix parameters = Matrix.of(new double[rows * (int) z.columns()], rows, z.columns());
    Matrix answers = Matrix.of(new double[rows * (int) x.columns()], rows, x.columns());
    for (int k = 0; k < rows; k++) {
      parameters.writeRow(k, z.rows(unknown.get(k), unknown.get(k) + 1).toDoubles());
    }
    solver.solve(
        parameters,
        answers,
        (from, to, reasons) -> {
          keep(parameters, answers, from, to, reasons);
          for (int k = from; k < to; k++) {
            failures[unknown.get(k)] = reasons[k];
            x.writeRow(unknown.get(k), answers.rows(k, k + 1).toDoubles());
          }
          // Rows found in the store are reported together with the solved row before them.
          watch.done(
              from == 0 ? 0 : unknown.get(from),
              to == rows ? failures.length : unknown.get(to),
              failures);
        });
  }

  private void keep(Matrix z, Matrix x, int from, int to, String[] reasons) {
    List<double[]> solved = new ArrayList<>();
    List<double[]> solutions = new ArrayList<>();
    for (int k = from; k < to; k++) {
      if (reasons[k] == null) {
        solved.add(z.rows(k, k + 1).toDoubles());
        solutions.add(x.rows(k, k + 1).toDoubles());
      }
    }
    store.append(solved, solutions);
  }

  @Override
  public void close() {
    solver.close();
    store.close();
  }
}
