package org.sluice.inversion.forward.process;

import org.sluice.kernels.Matrix;

/** Asks the program for a few systems at once; one call at a time. */
interface Caller extends AutoCloseable {

  /** x ← G(z). */
  void call(Matrix z, Matrix x) throws CallFailure;

  @Override
  void close();
}
