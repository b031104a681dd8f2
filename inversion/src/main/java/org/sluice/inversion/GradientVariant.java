package org.sluice.inversion;

/**
 * How the loss L(α, Γ; Γ′) is differentiated at Γ′ = Γ (Vadeboncoeur, Girolami and Stuart, arXiv
 * 2505.19841).
 */
public enum GradientVariant {
  /** Not through the metric's weight Γ′: the cut gradient. */
  CUT,
  /** Also through the metric's weight Γ′: the total derivative. */
  STANDARD
}
