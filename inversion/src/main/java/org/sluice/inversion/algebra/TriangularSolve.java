package org.sluice.inversion.algebra;

/** Solves triangular systems for many right-hand sides, each one a row. */
public final class TriangularSolve {

  private TriangularSolve() {}

  /**
   * r ← L⁻¹ r for each row r: whitens samples.
   *
   * @param lower L, d × d, lower triangular with a non-zero diagonal
   * @param rows the right-hand sides, count × d, overwritten
   */
  public static void lower(double[] lower, int d, double[] rows, int count) {
    solve("T", lower, d, rows, count);
  }

  /**
   * r ← L⁻ᵀ r for each row r: whitens directions, as ⟨θ, L⁻¹y⟩ = ⟨L⁻ᵀθ, y⟩.
   *
   * @param lower L, d × d, lower triangular with a non-zero diagonal
   * @param rows the right-hand sides, count × d, overwritten
   */
  public static void lowerTransposed(double[] lower, int d, double[] rows, int count) {
    solve("N", lower, d, rows, count);
  }

  private static void solve(String transpose, double[] lower, int d, double[] rows, int count) {
    if (lower.length < d * d || rows.length < count * d) {
      throw new IllegalArgumentException(
          "%d rows of %d values and a %d x %d factor need arrays of %d and %d values, not %d and %d"
              .formatted(count, d, d, d, count * d, d * d, rows.length, lower.length));
    }
    if (d > 0 && count > 0) {
      Netlib.BLAS.dtrsm("L", "U", transpose, "N", d, count, 1, lower, d, rows, d);
    }
  }
}
