package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/**
 * A forward map that may fail for single systems: it returns x = G(z), or the reason of a failure.
 * Matrices are host matrices of type {@code F64} with one system in each row.
 */
public interface Solver extends AutoCloseable {

  /** Is told of finished rows in order: of each row once it and all rows before it are finished. */
  @FunctionalInterface
  interface Watch {

    /**
     * Takes note that rows {@code from} to {@code to − 1} are finished. An exception thrown here
     * ends the request, and rows that have not been started are not solved.
     *
     * @param failures for each row up to {@code to − 1}, null if x holds its finite solution, or
     *     the reason of its failure
     */
    void done(int from, int to, String[] failures);
  }

  /** q, the number of columns of z. */
  int parameterDimension();

  /** d, the number of columns of x. */
  int observationDimension();

  /**
   * Solves each row. The content of failed rows of x is undefined. For one call at a time.
   *
   * @param watch is notified of finished rows, on the calling thread
   * @return for each row, null if x holds its finite solution, or the reason of its failure
   * @throws SolverException if the solver has other dimensions than the matrices
   */
  String[] solve(Matrix z, Matrix x, Watch watch);

  /** Solves each row without a watch. */
  default String[] solve(Matrix z, Matrix x) {
    return solve(z, x, (_, _, _) -> {});
  }

  /** Stops all processes and threads of the solver. */
  @Override
  default void close() {}

  /**
   * Makes a solver of a map. A row fails if the map throws an ArithmeticException for it or returns
   * NaN or infinity.
   */
  static Solver of(ForwardMap map) {
    return map instanceof Solver solver ? solver : new MapSolver(map);
  }

  /** Describes the first entry of a row that is not finite; returns null if all are finite. */
  static String nonFinite(Matrix x, long row) {
    for (long j = 0; j < x.columns(); j++) {
      if (!Double.isFinite(x.get(row, j))) {
        return "column %d of its output is %s".formatted(j + 1, x.get(row, j));
      }
    }
    return null;
  }
}
