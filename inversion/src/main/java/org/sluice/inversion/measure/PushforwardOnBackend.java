package org.sluice.inversion.measure;

import org.sluice.kernels.Matrix;

/**
 * A {@link Pushforward} whose samples are made in the memory of a backend, so that on a device no
 * sample crosses the bus. Matrices are of type {@code F64}, contiguous, and of the number of rows
 * that the object was made for. For one thread.
 */
public interface PushforwardOnBackend extends AutoCloseable {

  /** z ← T_α(ω). */
  void sample(double[] coordinates, Matrix omega, Matrix z);

  /**
   * Adds Σ_rows (∂T_α(ω)/∂α)ᵀ ∂z to {@code gradient}.
   *
   * @param z the result of {@link #sample} for these coordinates and ω
   * @param gradientZ ∂J/∂z; its content is lost
   * @param gradient ∂J/∂α, one entry per coordinate, added to
   */
  void backward(double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient);

  /** Frees plans. Memory that the backend allocated is freed with the backend. */
  @Override
  default void close() {}
}
