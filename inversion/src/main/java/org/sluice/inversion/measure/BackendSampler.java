package org.sluice.inversion.measure;

import org.sluice.kernels.Matrix;

/**
 * A population's samples where a backend computes, so that none cross to the host: z = T_α(ω) and
 * its gradient. Matrices are of type {@code F64}, contiguous, and of the number of rows that it was
 * made for. For one thread.
 */
public interface BackendSampler {

  /** z ← T_α(ω). */
  void sample(double[] coordinates, Matrix omega, Matrix z);

  /**
   * Adds Σ_rows (∂T_α(ω)/∂α)ᵀ ∂z to {@code gradient}.
   *
   * @param z what {@link #sample} gave for these coordinates and ω
   * @param gradientZ ∂J/∂z; its content is lost
   * @param gradient ∂J/∂α, one entry per coordinate, added to
   */
  void backward(double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient);
}
