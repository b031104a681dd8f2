package org.sluice.inversion;

import org.sluice.kernels.Matrix;

/**
 * The metric's weight Γ′ = L′L′ᵀ: it lives in the directions alone, since ⟨θ, L′⁻¹y⟩ = ⟨L′⁻ᵀθ, y⟩.
 * Rows of Θ and W are directions, so w_k = L′⁻ᵀθ_k.
 *
 * <p>All matrices are host matrices; L′ is d × d, row after row, with a positive diagonal.
 */
public final class Whitening {

  private Whitening() {}

  /** W ← Θ L′⁻¹, both P × d. */
  public static void apply(double[] lower, Matrix directions, Matrix whitened) {
    int d = Math.toIntExact(directions.columns());
    for (long k = 0; k < directions.rows(); k++) {
      for (int i = d - 1; i >= 0; i--) {
        double value = directions.get(k, i);
        for (int j = i + 1; j < d; j++) {
          value = Math.fma(-lower[j * d + i], whitened.get(k, j), value);
        }
        whitened.set(k, i, value / lower[i * d + i]);
      }
    }
  }

  /**
   * Adds ∂L′ = −{@code scale} · tril(Σ_k w_k (L′⁻¹ ∂w_k)ᵀ) to {@code gradientLower}.
   *
   * @param whitened W, what {@link #apply} gave
   * @param gradientWhitened ∂W, P × d; overwritten by the rows L′⁻¹ ∂w_k
   * @param gradientLower d × d, row after row
   */
  public static void backward(
      double[] lower,
      Matrix whitened,
      Matrix gradientWhitened,
      double scale,
      double[] gradientLower) {
    int d = Math.toIntExact(whitened.columns());
    for (long k = 0; k < whitened.rows(); k++) {
      for (int i = 0; i < d; i++) {
        double value = gradientWhitened.get(k, i);
        for (int j = 0; j < i; j++) {
          value = Math.fma(-lower[i * d + j], gradientWhitened.get(k, j), value);
        }
        gradientWhitened.set(k, i, value / lower[i * d + i]);
      }
      for (int i = 0; i < d; i++) {
        double weight = scale * whitened.get(k, i);
        for (int j = 0; j <= i; j++) {
          gradientLower[i * d + j] =
              Math.fma(-weight, gradientWhitened.get(k, j), gradientLower[i * d + j]);
        }
      }
    }
  }
}
