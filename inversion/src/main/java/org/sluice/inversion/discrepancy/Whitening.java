package org.sluice.inversion.discrepancy;

import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.algebra.TriangularSolve;
import org.sluice.kernels.Matrix;

/**
 * The metric's weight Γ′ = L′L′ᵀ: it lives in the directions alone, since ⟨θ, L′⁻¹y⟩ = ⟨L′⁻ᵀθ, y⟩.
 * Rows of Θ and W are directions, so w_k = L′⁻ᵀθ_k.
 *
 * <p>All matrices are host matrices; L′ is d × d, row after row, with a positive diagonal. Holds
 * scratch, so one thread owns it; its calls allocate nothing.
 */
public final class Whitening {

  private final int d;
  private final Panel panel;
  private final Matrix solvedRows;
  private final double[] direction;
  private final double[] solved;

  /** For directions of dimension d. */
  public Whitening(int d) {
    this.d = d;
    panel = new Panel(d);
    solvedRows = Matrix.of(new double[Panel.LANES * d], Panel.LANES, d);
    direction = new double[d];
    solved = new double[d];
  }

  /** W ← Θ L′⁻¹, both P × d. */
  public void apply(double[] lower, Matrix directions, Matrix whitened) {
    for (long first = 0; first < directions.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(directions.rows(), first);
      panel.load(directions, first, lanes);
      TriangularSolve.lowerTransposed(lower, panel);
      panel.store(whitened, first, lanes);
    }
  }

  /**
   * Adds ∂L′ = −{@code scale} · tril(Σ_k w_k (L′⁻¹ ∂w_k)ᵀ) to {@code gradientLower}.
   *
   * @param whitened W, as {@link #apply} gave it
   * @param gradientWhitened ∂W, P × d
   * @param gradientLower d × d, row after row
   */
  public void backward(
      double[] lower,
      Matrix whitened,
      Matrix gradientWhitened,
      double scale,
      double[] gradientLower) {
    for (long first = 0; first < whitened.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(whitened.rows(), first);
      panel.load(gradientWhitened, first, lanes);
      TriangularSolve.lower(lower, panel);
      panel.store(solvedRows, 0, lanes);
      for (int lane = 0; lane < lanes; lane++) {
        whitened.readRow(first + lane, direction);
        solvedRows.readRow(lane, solved);
        for (int i = 0; i < d; i++) {
          double weight = scale * direction[i];
          for (int j = 0; j <= i; j++) {
            gradientLower[i * d + j] = Math.fma(-weight, solved[j], gradientLower[i * d + j]);
          }
        }
      }
    }
  }
}
