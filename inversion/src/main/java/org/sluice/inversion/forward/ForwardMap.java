package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/**
 * The map from a system's parameters to its noise-free observation, x = G(z).
 *
 * <p>Matrices are host matrices of type {@code F64}. Each row is one system, and row i of x depends
 * on row i of z alone, to the bit. Implementations are immutable and may be called from several
 * threads at once on disjoint rows.
 */
public interface ForwardMap {

  /** q, the number of columns of z. */
  int parameterDimension();

  /** d, the number of columns of x. */
  int observationDimension();

  /** x ← G(z), row by row. */
  void apply(Matrix z, Matrix x);
}
