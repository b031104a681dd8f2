package org.sluice.inversion.population.settings;

import java.util.Locale;

/**
 * The covariance Γ′ by which the slices are whitened. The cut gradient holds the weight constant,
 * so that any covariance may be taken: when the model is right, all have the same minimiser for
 * infinitely many data. At a finite N, whitening by the noise determines the population best,
 * whitening by the total determines the noise best.
 */
public enum Weight {
  /** Γ, the noise's covariance, as in arXiv 2505.19841. */
  NOISE,
  /**
   * Cov(G#μ(α)) + Γ, the model's total covariance, so that every slice has unit variance. It is
   * never taken from the data, whose covariance is over-fitted unless N is far more than d.
   */
  POPULATION,
  /**
   * Half of the slices by each. Those whitened by the noise steer the population alone, since Γ is
   * held constant in their samples too: with a strong signal they see hardly any noise, but would
   * bring the signal's whole scatter into its estimate. Those whitened by the total steer both.
   */
  BOTH;

  /** The word in configs and results: {@code noise}, {@code population}, {@code both}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
