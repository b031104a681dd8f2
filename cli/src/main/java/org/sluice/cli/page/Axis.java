package org.sluice.cli.page;

/**
 * An axis of a chart.
 *
 * @param title the measured quantity, with its unit if it has one
 * @param logarithmic whether it shows logarithms, and so positive values only
 * @param fromZero whether it begins at 0, and not a little below the least value
 */
public record Axis(String title, boolean logarithmic, boolean fromZero) {

  /** A linear axis around the values. */
  public static Axis linear(String title) {
    return new Axis(title, false, false);
  }

  /** A logarithmic axis around the values, which leaves out those that are not positive. */
  public static Axis logarithmic(String title) {
    return new Axis(title, true, false);
  }

  /** The steps of a run. */
  public static Axis steps() {
    return new Axis("step", false, true);
  }

  /** Whether the axis can show a value. */
  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }
}
