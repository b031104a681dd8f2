package org.sluice.inversion.population;

import java.util.Locale;

/** The reason for the end of an inversion. */
public enum Stopped {
  /** All steps were done. */
  BUDGET,
  /** The result was as precise as was asked for. */
  TOLERANCE,
  /** The iterates no longer moved. */
  PLATEAU,
  /** The wall time was up. */
  WALL,
  /** The caller asked for it. */
  INTERRUPTED;

  /** The word in results: {@code budget}, {@code tolerance} and so on. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
