package org.sluice.inversion.algebra;

import java.util.Arrays;
import org.netlib.util.intW;

/** The Cholesky factorisation Γ = L Lᵀ, L lower triangular with a positive diagonal. */
public final class Cholesky {

  private Cholesky() {}

  /**
   * Writes the factor L of a symmetric matrix.
   *
   * @param matrix Γ, d × d; only its lower triangle is read
   * @param lower L, d × d, zeros above the diagonal; may be {@code matrix} itself
   * @throws IllegalArgumentException if Γ is not positive definite, naming its first leading block
   *     that is not
   */
  public static void factor(double[] matrix, int d, double[] lower) {
    for (int i = 0; i < d; i++) {
      System.arraycopy(matrix, i * d, lower, i * d, i + 1);
      Arrays.fill(lower, i * d + i + 1, (i + 1) * d, 0);
    }
    intW info = new intW(0);
    if (d > 0) {
      Netlib.LAPACK.dpotrf("U", d, lower, d, info);
    }
    if (info.val != 0 || !allPositiveDiagonal(lower, d)) {
      throw new IllegalArgumentException(
          "the %d x %d matrix is not positive definite%s; give a covariance whose eigenvalues are all positive"
              .formatted(
                  d,
                  d,
                  info.val == 0
                      ? ""
                      : " (its leading %d x %d block is not)".formatted(info.val, info.val)));
    }
  }

  /**
   * Pulls a gradient back through {@link #factor}: from ∂J/∂L to the symmetric S for which dJ = ⟨S,
   * dΓ⟩ for every symmetric dΓ. Let Φ take the lower triangle of a matrix and halve its diagonal.
   * Then dL = L Φ(L⁻¹ dΓ L⁻ᵀ), and S is the symmetric part of L⁻ᵀ Φ(Lᵀ ∂L) L⁻¹ (Murray, arXiv
   * 1602.07527).
   *
   * @param lower L, d × d
   * @param gradientLower ∂J/∂L, d × d; only its lower triangle is read
   * @return S, d × d
   */
  public static double[] backward(double[] lower, int d, double[] gradientLower) {
    double[] middle = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int k = i; k < d; k++) {
        double factor = lower[k * d + i];
        for (int j = 0; j <= i; j++) {
          middle[i * d + j] += factor * gradientLower[k * d + j];
        }
      }
      middle[i * d + i] *= 0.5;
    }
    // Multiplying rows by L⁻¹ gives Φ L⁻¹; the same on its transpose gives (L⁻ᵀ Φ L⁻¹)ᵀ.
    TriangularSolve.lowerTransposed(lower, d, middle, d);
    double[] transposed = transpose(middle, d);
    TriangularSolve.lowerTransposed(lower, d, transposed, d);
    double[] symmetric = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        symmetric[i * d + j] = 0.5 * (transposed[i * d + j] + transposed[j * d + i]);
      }
    }
    return symmetric;
  }

  /** Computes L Lᵀ, d × d, in a new array. */
  public static double[] product(double[] lower, int d) {
    double[] matrix = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
          sum += lower[i * d + k] * lower[j * d + k];
        }
        matrix[i * d + j] = sum;
        matrix[j * d + i] = sum;
      }
    }
    return matrix;
  }

  private static double[] transpose(double[] matrix, int d) {
    double[] transposed = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        transposed[j * d + i] = matrix[i * d + j];
      }
    }
    return transposed;
  }

  // LAPACK reports no failure for some matrices that hold a NaN.
  private static boolean allPositiveDiagonal(double[] lower, int d) {
    for (int i = 0; i < d; i++) {
      if (!(lower[i * d + i] > 0) || Double.isInfinite(lower[i * d + i])) {
        return false;
      }
    }
    return true;
  }
}
