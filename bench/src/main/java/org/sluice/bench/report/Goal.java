package org.sluice.bench.report;

/**
 * A goal for a number.
 *
 * @param bound the least or the greatest that is good
 * @param atLeast whether greater is better
 */
public record Goal(double bound, boolean atLeast) {

  /** At least so much. */
  public static Goal atLeast(double bound) {
    return new Goal(bound, true);
  }

  /** At most so much. */
  public static Goal atMost(double bound) {
    return new Goal(bound, false);
  }

  /** {@code met} or {@code missed}. */
  public String verdict(double value) {
    return (atLeast ? value >= bound : value <= bound) ? "met" : "missed";
  }

  @Override
  public String toString() {
    return (atLeast ? "≥ " : "≤ ") + Figure.of(bound);
  }
}
