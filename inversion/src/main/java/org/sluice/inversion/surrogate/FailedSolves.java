package org.sluice.inversion.surrogate;

import java.util.Locale;

/** The policy for solves that fail. */
public enum FailedSolves {
  /** They are left out. */
  DROP,
  /**
   * Another draw of the same population takes their place, which favours the systems that the
   * solver can solve.
   */
  REDRAW;

  /** The word in configs: {@code drop}, {@code redraw}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
