package org.sluice.inversion.population.settings;

import java.util.Locale;

/** The optimisers that an inversion can follow. */
public enum OptimiserType {
  /** Adam, with steps in the natural units of the coordinates. */
  ADAM,
  /** A stochastic Gauss–Newton iteration, which ends when it has arrived. */
  GAUSS_NEWTON;

  /** The word in configs: {@code adam}, {@code gauss-newton}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
