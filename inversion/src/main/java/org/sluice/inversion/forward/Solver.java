package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/**
 * A forward map that may fail for single systems: x = G(z), or a reason why there is no x. Matrices
 * are host matrices of type {@code F64}, one system a row.
 */
public interface Solver extends AutoCloseable {

  /** Hears of rows in their order, each as soon as it and all before it are done. */
  @FunctionalInterface
  interface Watch {

    /**
     * Rows {@code from} to {@code to − 1} are done. What this throws ends the request: rows that
     * were not begun are not solved.
     *
     * @param failures null where x holds the finite solution, else why it does not; of later rows
     *     it says nothing yet
     */
    void done(int from, int to, String[] failures);
  }

  /** q, the number of columns of z. */
  int parameterDimension();

  /** d, the number of columns of x. */
  int observationDimension();

  /**
   * Solves row by row. Rows that fail are left with any content. One call at a time.
   *
   * @param watch hears of the rows, on the calling thread
   * @return one entry a row: null where x holds the finite solution, else why it does not
   * @throws SolverException if the solver is not of these dimensions
   */
  String[] solve(Matrix z, Matrix x, Watch watch);

  /** The same with nobody watching. */
  default String[] solve(Matrix z, Matrix x) {
    return solve(z, x, (_, _, _) -> {});
  }

  /** Ends what the solver has running. */
  @Override
  default void close() {}

  /** A solver that asks a map; rows that it refuses or answers with NaN or infinity have failed. */
  static Solver of(ForwardMap map) {
    return map instanceof Solver solver ? solver : new MapSolver(map);
  }

  /** Says in which column a row is not finite, or null if it is finite. */
  static String nonFinite(Matrix x, long row) {
    for (long j = 0; j < x.columns(); j++) {
      if (!Double.isFinite(x.get(row, j))) {
        return "column %d of its output is %s".formatted(j + 1, x.get(row, j));
      }
    }
    return null;
  }
}
