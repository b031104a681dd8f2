package org.sluice.inversion.surrogate;

import java.util.Locale;

/** The form in which the networks of a surrogate take the parameters. */
public enum NetworkInputs {
  /** The parameters as they are. */
  PLAIN,
  /** Their logarithms; they must be positive then. */
  LOG;

  /** The word in configs: {@code plain}, {@code log}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
