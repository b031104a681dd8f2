package org.sluice.cli.page;

import java.util.stream.IntStream;

/**
 * One line in a chart.
 *
 * @param name stands in the legend, once for all curves of that name
 * @param color the place in the palette of {@link SvgChart}, counted from 0 and again from there
 *     after the last; or {@link #NEUTRAL}
 * @param style the kind of line
 * @param x abscissae
 * @param y ordinates, as many
 */
public record Curve(String name, int color, Style style, double[] x, double[] y) {

  /** The grey of lines that belong to none of the compared values. */
  public static final int NEUTRAL = -1;

  /** The style in which a curve is drawn. */
  public enum Style {
    /** A line through many points. */
    LINE,
    /** A line with a dot at each of few points. */
    DOTS,
    /** A thin dashed line: a truth, a bound, a prediction. */
    REFERENCE
  }

  /** The indices of the points that both axes can show. */
  int[] shown(Axis abscissa, Axis ordinate) {
    return IntStream.range(0, x.length)
        .filter(i -> abscissa.shows(x[i]) && ordinate.shows(y[i]))
        .toArray();
  }
}
