package org.sluice.cli.report;

import org.sluice.inversion.Stopped;

/** How choices are written on the command line and in results. */
public final class Words {

  private Words() {}

  /** A phrase that completes "stopped by". */
  public static String of(Stopped stopped) {
    return switch (stopped) {
      case BUDGET -> "the budget of steps";
      case PLATEAU -> "the loss's plateau";
      case WALL -> "the wall time";
      case INTERRUPTED -> "an interruption";
    };
  }
}
