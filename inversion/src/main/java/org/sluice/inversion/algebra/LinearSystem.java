package org.sluice.inversion.algebra;

import org.netlib.util.intW;

/** Solves small square systems of linear equations. */
public final class LinearSystem {

  private LinearSystem() {}

  /**
   * Solves A x = b for several right-hand sides, by elimination with row exchanges.
   *
   * @param matrix A, n × n, row after row; not changed
   * @param sides count × n, each row a right-hand side; overwritten by the solutions
   * @throws ArithmeticException if A is singular
   */
  public static void solve(double[] matrix, int n, double[] sides, int count) {
    if (n == 0 || count == 0) {
      return;
    }
    double[] columns = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        columns[j * n + i] = matrix[i * n + j];
      }
    }
    intW info = new intW(0);
    Netlib.LAPACK.dgesv(n, count, columns, n, new int[n], sides, n, info);
    if (info.val != 0) {
      throw new ArithmeticException(
          "the %d x %d matrix of a linear system is singular".formatted(n, n));
    }
  }
}
