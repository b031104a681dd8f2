package org.sluice.inversion.algebra;

/**
 * The condition number κ(Γ) = λ_max / λ_min of Γ = L Lᵀ and its derivative with respect to L.
 *
 * @param value κ, at least 1
 * @param gradientLower ∂κ/∂L = 2 tril(S L), d × d, with S = v₁v₁ᵀ/λ_min − λ_max v_d v_dᵀ/λ_min²;
 *     exact if the extreme eigenvalues are simple, and zero if κ = 1
 */
public record SpectralConditionNumber(double value, double[] gradientLower) {

  /**
   * Computes both for Γ = L Lᵀ.
   *
   * @param lower L, d × d, d at least 1
   */
  public static SpectralConditionNumber of(double[] lower, int d) {
    SymmetricEigen eigen = SymmetricEigen.of(Cholesky.product(lower, d), d);
    double smallest = eigen.values()[0];
    double largest = eigen.values()[d - 1];
    double[] gradient = new double[d * d];
    if (largest > smallest) {
      addScaledOuter(eigen.vectors(), d - 1, 2 / smallest, lower, d, gradient);
      addScaledOuter(eigen.vectors(), 0, -2 * largest / (smallest * smallest), lower, d, gradient);
    }
    return new SpectralConditionNumber(largest / smallest, gradient);
  }

  /** gradient += scale · tril(v (Lᵀv)ᵀ), v the given row of {@code vectors}. */
  private static void addScaledOuter(
      double[] vectors, int row, double scale, double[] lower, int d, double[] gradient) {
    for (int j = 0; j < d; j++) {
      double product = 0;
      for (int i = j; i < d; i++) {
        product += lower[i * d + j] * vectors[row * d + i];
      }
      for (int i = j; i < d; i++) {
        gradient[i * d + j] += scale * vectors[row * d + i] * product;
      }
    }
  }
}
