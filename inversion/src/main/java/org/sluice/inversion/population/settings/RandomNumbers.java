package org.sluice.inversion.population.settings;

import java.util.Locale;

/** The random numbers of a run's steps. */
public enum RandomNumbers {
  /** Other ones in each step. */
  FRESH,
  /**
   * The same in all steps, which makes the loss a fixed function of all data: a step takes no batch
   * of them, and the number of slices does not grow.
   */
  COMMON;

  /** The word in configs: {@code fresh}, {@code common}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
