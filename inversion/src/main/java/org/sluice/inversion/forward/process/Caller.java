package org.sluice.inversion.forward.process;

import org.sluice.inversion.forward.SolverException;
import org.sluice.kernels.Matrix;

/** Asks the program for a few systems at once; one call at a time. */
interface Caller extends AutoCloseable {

  /**
   * x ← G(z).
   *
   * @throws CallFailure if there is no answer
   * @throws SolverException if the answer has another number of columns, which no other system's
   *     answer would not have
   */
  void call(Matrix z, Matrix x) throws CallFailure;

  /** Ends a call under way; there are none afterwards. May be called from any thread. */
  @Override
  void close();

  /** Whether an array is the answer to a call; other rows are a failure of this call alone. */
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
