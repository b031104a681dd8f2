package org.sluice.inversion.population.newton;

import java.util.Locale;

/** Whether a run has come to its end. */
public enum Verdict {
  /** One Newton step from the result would move it by a fraction of its standard errors. */
  ARRIVED,
  /** No step is visible in the scatter of the evaluations, which is too large to tell. */
  NOISY,
  /** A Newton step would still move the result by more than its scatter. */
  MOVING,
  /** The data do not determine some combination of the numbers, so that no step can be computed. */
  UNDETERMINED;

  /** The word in results: {@code arrived}, {@code noisy}, {@code moving}, {@code undetermined}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
