package org.sluice.inversion.forward;

import java.util.List;
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

  /**
   * Sentences for the user on how the map was evaluated so far, such as advice on a program that
   * answers in an unusual way; mostly none.
   */
  default List<String> remarks() {
    return List.of();
  }
}
