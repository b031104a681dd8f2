package org.sluice.cli.system.population.report;

import org.sluice.inversion.population.Stopped;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.uncertainty.Interval;

/** The words for choices on the command line and in results. */
public final class Words {

  private Words() {}

  /** A phrase that completes "stopped by". */
  public static String of(Stopped stopped) {
    return switch (stopped) {
      case BUDGET -> "the budget of steps";
      case TOLERANCE -> "its precision";
      case PLATEAU -> "a plateau of its iterates";
      case WALL -> "the wall time";
      case INTERRUPTED -> "an interruption";
    };
  }

  /**
   * The verdict on a run's end, in a line.
   *
   * @param arrival or null if it was not examined
   */
  public static String verdict(Arrival arrival) {
    if (arrival == null) {
      return "verdict: not examined";
    }
    return "verdict: %s; a Newton step from here moves the numbers by %.2g ± %.2g standard errors, root mean square, and %s most"
        .formatted(arrival.verdict().word(), arrival.step(), arrival.error(), arrival.mostMoving());
  }

  /**
   * An interval, its ends with as many digits as tell them apart.
   *
   * @param coverage share of such intervals that hold the truth, or NaN if it has not been measured
   */
  public static String of(Interval.Range range, double coverage) {
    String ends = "%.5g to %.5g".formatted(range.lower(), range.upper());
    return Double.isNaN(coverage) ? ends : "%s (%.0f %%)".formatted(ends, 100 * coverage);
  }
}
