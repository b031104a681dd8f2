package org.sluice.inversion;

import org.sluice.inversion.algebra.TriangularSolve;
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
    double[] row = new double[d];
    for (long k = 0; k < directions.rows(); k++) {
      directions.readRow(k, row);
      TriangularSolve.lowerTransposed(lower, d, row, 1);
      whitened.writeRow(k, row);
    }
  }

  /**
   * Adds ∂L′ = −{@code scale} · tril(Σ_k w_k (L′⁻¹ ∂w_k)ᵀ) to {@code gradientLower}.
   *
   * @param whitened W, what {@link #apply} gave
   * @param gradientWhitened ∂W, P × d
   * @param gradientLower d × d, row after row
   */
  public static void backward(
      double[] lower,
      Matrix whitened,
      Matrix gradientWhitened,
      double scale,
      double[] gradientLower) {
    int d = Math.toIntExact(whitened.columns());
    double[] direction = new double[d];
    double[] solved = new double[d];
    for (long k = 0; k < whitened.rows(); k++) {
      whitened.readRow(k, direction);
      gradientWhitened.readRow(k, solved);
      TriangularSolve.lower(lower, d, solved, 1);
      for (int i = 0; i < d; i++) {
        double weight = scale * direction[i];
        for (int j = 0; j <= i; j++) {
          gradientLower[i * d + j] = Math.fma(-weight, solved[j], gradientLower[i * d + j]);
        }
      }
    }
  }
}
