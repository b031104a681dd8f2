package org.sluice.inversion.forward;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Matrix;

/**
 * A solver that never solves a system twice: what it has solved, in this run or an earlier one, is
 * looked up by the bits of the parameters. Failed systems are not recorded, so they are tried
 * again.
 */
public final class RecordedSolver implements Solver {

  private final Solver solver;
  private final SolveStore store;

  /** Both stay the caller's until {@link #close}, which ends both. */
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

  @Override
  public String[] solve(Matrix z, Matrix x) {
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
    if (!unknown.isEmpty()) {
      solve(z, x, unknown, failures);
    }
    return failures;
  }

  private void solve(Matrix z, Matrix x, List<Integer> unknown, String[] failures) {
    int rows = unknown.size();
    Matrix parameters = Matrix.of(new double[rows * (int) z.columns()], rows, z.columns());
    Matrix answers = Matrix.of(new double[rows * (int) x.columns()], rows, x.columns());
    for (int k = 0; k < rows; k++) {
      parameters.writeRow(k, z.rows(unknown.get(k), unknown.get(k) + 1).toDoubles());
    }
    String[] reasons = solver.solve(parameters, answers);
    List<double[]> solved = new ArrayList<>();
    List<double[]> solutions = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      failures[unknown.get(k)] = reasons[k];
      double[] answer = answers.rows(k, k + 1).toDoubles();
      x.writeRow(unknown.get(k), answer);
      if (reasons[k] == null) {
        solved.add(parameters.rows(k, k + 1).toDoubles());
        solutions.add(answer);
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
