package org.sluice.cli.page;

/**
 * One line or cloud of points in a chart.
 *
 * @param name unique in its chart
 * @param kind how it is drawn
 * @param x abscissae
 * @param y ordinates, as many
 */
public record Curve(String name, Kind kind, double[] x, double[] y) {

  /** What a curve stands for, which decides its look throughout the report. */
  public enum Kind {
    CUT,
    STANDARD,
    TRUTH,
    DIAGONAL,
    BAND
  }
}
