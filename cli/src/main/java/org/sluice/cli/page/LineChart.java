package org.sluice.cli.page;

import java.util.Arrays;
import java.util.List;

/**
 * A chart of lines over a logarithmic abscissa.
 *
 * @param name a word, unique among the page's figures
 * @param caption a sentence
 * @param xTitle title of the abscissa
 * @param yTitle title of the ordinate
 * @param logarithmic whether the ordinate is logarithmic too
 * @param lines what it shows; points that an axis cannot show are left out
 */
public record LineChart(
    String name,
    String caption,
    String xTitle,
    String yTitle,
    boolean logarithmic,
    List<Line> lines) {

  /** The colour of lines that belong to none of the compared values. */
  public static final int NEUTRAL = -1;

  /**
   * One line.
   *
   * @param color which of the palette's, or {@link #NEUTRAL}
   * @param measured drawn with points, or thin and dashed without: theory
   * @param x abscissae, positive
   * @param y ordinates, as many
   */
  public record Line(String name, int color, boolean measured, double[] x, double[] y) {}

  /** Whether the axes can show an ordinate. */
  boolean shows(double y) {
    return Double.isFinite(y) && (!logarithmic || y > 0);
  }

  /** Whether there is nothing to show. */
  public boolean empty() {
    return lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)).noneMatch(this::shows);
  }
}
