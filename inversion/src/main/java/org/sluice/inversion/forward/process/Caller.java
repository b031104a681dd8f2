package org.sluice.inversion.forward.process;

import org.sluice.inversion.forward.SolverException;
import org.sluice.kernels.Matrix;

/** Calls the program for a few systems at once; makes one call at a time. */
interface Caller extends AutoCloseable {

  /**
   * x ← G(z).
   *
   * @throws CallFailure if there is no valid answer
   * @throws SolverException if the answer has another number of columns; the answers of all systems
   *     would have
   */
  void call(Matrix z, Matrix x) throws CallFailure;

  /** Ends a running call; later calls fail. May be called from any thread. */
  @Override
  void close();

  /**
   * Checks the shape of an answer.
   *
   * @throws SolverException if the number of columns is wrong
   * @throws CallFailure if only the number of rows is wrong
   */
  static void requireShape(long rows, long columns, Matrix x) throws CallFailure {
    if (columns != x.columns()) {
      throw new SolverException(
          "the solver answered with an array of %d x %d instead of %s; make the number of observations what it gives"
              .formatted(rows, columns, x.shape()));
    }
    if (rows != x.rows()) {
      throw new CallFailure(
          "the solver answered with an array of %d x %d instead of %s"
              .formatted(rows, columns, x.shape()));
    }
  }
}
