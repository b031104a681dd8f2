package org.sluice.inversion.measure;

import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * A family of laws given by its samples: the pushforward of the standard normal law under a map, z
 * = T_α(ω), which is differentiable in its coordinates α. The coordinates are unconstrained and
 * need no names, so there may be many.
 *
 * <p>All matrices are host matrices of type {@code F64}. Rows are samples and independent of each
 * other. Implementations are immutable and may be called from several threads at once.
 */
public interface Pushforward {

  /** q, the number of columns of z. */
  int dimension();

  /** The number of standard normals behind one sample: the columns of ω. */
  int randomDimension();

  /** The number of coordinates α. */
  int coordinateCount();

  /**
   * Whether samples are better drawn with the first normal ω stratified: in a mixture it decides
   * the components, whose shares in a batch of samples would otherwise scatter. The data have one
   * share, so that samples with scattered shares bias the spreads of components that lie apart.
   */
  default boolean wantsStrata() {
    return false;
  }

  /** z ← T_α(ω), row by row. ω is n × randomDimension, z is n × dimension. */
  void sample(double[] coordinates, Matrix omega, Matrix z);

  /**
   * Adds Σ_rows (∂T_α(ω)/∂α)ᵀ ∂z to {@code gradient}; rows are added in order.
   *
   * @param z the result of {@link #sample} for these coordinates and ω
   * @param gradientZ ∂J/∂z, n × dimension
   * @param gradient ∂J/∂α, one entry per coordinate, added to
   */
  void backward(double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient);

  /**
   * Prepares the same map for samples in the memory of a backend.
   *
   * @param rows the number of samples
   * @return null if the family makes its samples on the host only
   */
  default PushforwardOnBackend onBackend(Backend backend, long rows) {
    return null;
  }
}
