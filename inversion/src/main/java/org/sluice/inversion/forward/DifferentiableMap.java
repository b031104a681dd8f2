package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/** A forward map with its vector-Jacobian product. */
public interface DifferentiableMap extends ForwardMap {

  /**
   * ∂z ← (∂G/∂z)ᵀ ∂x, row by row.
   *
   * @param z n × q
   * @param x n × d, what {@link #apply} gave for z
   * @param gradientX ∂J/∂x, n × d
   * @param gradientZ ∂J/∂z, n × q, written
   */
  void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ);

  /**
   * Whether all rows are to come in one call from one thread, since the map runs on the backend
   * that the rest of the inversion uses. Such a map takes matrices where the backend computes, too.
   */
  default boolean takesWholeBatches() {
    return false;
  }
}
