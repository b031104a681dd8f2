package org.sluice.cli.system.population.report;

import org.sluice.inversion.population.Stopped;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.uncertainty.Interval;

/** The words for choices on the command line and in results. */
public final class Words {

  private static final int MOST_DIGITS = 17;
  private static final int MOST_WHOLE_DIGITS = 15;

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
    double told = (range.upper() - range.lower()) / 10;
    String ends = number(range.lower(), told, 5) + " to " + number(range.upper(), told, 5);
    return Double.isNaN(coverage) ? ends : "%s (%s)".formatted(ends, share(coverage));
  }

  /** A share in per cent, or a dash if it has not been measured. */
  public static String share(double share) {
    return Double.isNaN(share) ? "–" : "%.0f %%".formatted(100 * share);
  }

  /**
   * A number with two digits of its error, however far it is from 0.
   *
   * @param error NaN if unknown; then a large number has one decimal
   * @param fewest digits
   */
  public static String number(double value, double error, int fewest) {
    double whole = Math.floor(Math.log10(Math.abs(value))) + 1;
    double needed =
        error > 0
            ? whole - Math.floor(Math.log10(error)) + 1
            : whole <= MOST_WHOLE_DIGITS ? whole + 1 : 0;
    int digits = needed > fewest ? (int) Math.min(needed, MOST_DIGITS) : fewest;
    return ("%." + digits + "g").formatted(value);
  }
}
