package org.sluice.inversion.algebra;

/**
 * Solves triangular systems for many right-hand sides, one in each row. Rows of an array are solved
 * through BLAS. Rows of a panel are solved lane by lane, which is faster where a panel has to be
 * loaded from a matrix anyway.
 */
public final class TriangularSolve {

  private TriangularSolve() {}

  /**
   * r ← L⁻ᵀ r for each row r of an array.
   *
   * @param lower L, d × d, lower triangular with a non-zero diagonal
   * @param rows the right-hand sides, count × d, overwritten
   */
  public static void lowerTransposed(double[] lower, int d, double[] rows, int count) {
    if (lower.length < d * d || rows.length < count * d) {
      throw new IllegalArgumentException(
          "%d rows of %d values and a %d x %d factor need arrays of %d and %d values, not %d and %d"
              .formatted(count, d, d, d, count * d, d * d, rows.length, lower.length));
    }
    if (d > 0 && count > 0) {
      Netlib.BLAS.dtrsm("L", "U", "N", "N", d, count, 1, lower, d, rows, d);
    }
  }

  /**
   * r ← L⁻¹ r for each row of a panel of d columns, by forward substitution. This whitens samples.
   *
   * @param lower L, d × d, lower triangular with a non-zero diagonal
   */
  public static void lower(double[] lower, Panel rows) {
    int d = rows.columns();
    for (int j = 0; j < d; j++) {
      rows.divide(j, lower[j * d + j]);
      for (int i = j + 1; i < d; i++) {
        rows.addScaled(i, -lower[i * d + j], rows.column(j));
      }
    }
  }

  /**
   * r ← L⁻ᵀ r for each row of a panel of d columns, by back substitution. This whitens directions,
   * since ⟨θ, L⁻¹y⟩ = ⟨L⁻ᵀθ, y⟩.
   *
   * @param lower L, d × d, lower triangular with a non-zero diagonal
   */
  public static void lowerTransposed(double[] lower, Panel rows) {
    int d = rows.columns();
    for (int j = d - 1; j >= 0; j--) {
      rows.divide(j, lower[j * d + j]);
      for (int i = 0; i < j; i++) {
        rows.addScaled(i, -lower[j * d + i], rows.column(j));
      }
    }
  }
}
