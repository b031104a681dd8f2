package org.sluice.inversion.forward;

import org.sluice.kernels.Matrix;

/** A forward map with its vector-Jacobian product. */
public interface DifferentiableMap extends ForwardMap {

  /**
   * ∂z ← (∂G/∂z)ᵀ ∂x, row by row.
   *
   * @param z n × q
   * @param x n × d, the result of {@link #apply} for z
   * @param gradientX ∂J/∂x, n × d
   * @param gradientZ ∂J/∂z, n × q, written
   */
  void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ);

  /**
   * Whether callers must pass all rows in one call from one thread, because the map runs on the
   * same backend as the rest of the inversion. Such a map also takes matrices in the backend's
   * memory.
   */
  default boolean takesWholeBatches() {
    return false;
  }
}
