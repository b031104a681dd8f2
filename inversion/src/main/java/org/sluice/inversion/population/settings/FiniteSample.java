package org.sluice.inversion.population.settings;

import java.util.Locale;

/** The model samples that the loss compares the data with. */
public enum FiniteSample {
  /**
   * The quantiles of B ≥ 2 model samples of the data's own size N, less half of their distance from
   * one another: a proper score, with its minimum at the truth for every N and every law.
   */
  CORRECTED,
  /**
   * The quantiles of all model samples: W₂² between N data and M samples, whose expectation has its
   * minimum at too little noise with the cut gradient, and at too much with the standard one, while
   * N or M is finite (arXiv 2505.19841).
   */
  PLAIN;

  /** The word in configs and results: {@code plain}, {@code corrected}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
