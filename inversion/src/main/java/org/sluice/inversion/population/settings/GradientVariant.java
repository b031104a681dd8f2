package org.sluice.inversion.population.settings;

import java.util.Locale;

/**
 * The kind of gradient of the loss L(α, Γ; Γ′) at Γ′ = Γ (Vadeboncoeur, Girolami and Stuart, arXiv
 * 2505.19841).
 */
public enum GradientVariant {
  /** Not through the metric's weight Γ′: the cut gradient. */
  CUT,
  /** Also through the metric's weight Γ′: the total derivative. */
  STANDARD;

  /** The word in configs and results: {@code cut}, {@code standard}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
