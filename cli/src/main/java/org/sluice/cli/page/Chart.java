package org.sluice.cli.page;

import java.util.List;

/**
 * A chart of curves.
 *
 * @param name a word, unique among the page's charts
 * @param caption a sentence
 * @param wide whether it takes the width of two
 * @param x the abscissa
 * @param y the ordinate
 * @param curves the curves; points that an axis cannot show are left out
 */
public record Chart(String name, String caption, boolean wide, Axis x, Axis y, List<Curve> curves) {

  /** A chart of the usual width. */
  public Chart(String name, String caption, Axis x, Axis y, List<Curve> curves) {
    this(name, caption, false, x, y, curves);
  }

  /** The curves of which the axes can show at least one point. */
  List<Curve> shown() {
    return curves.stream().filter(curve -> curve.shown(x, y).length > 0).toList();
  }

  /** Whether there is nothing to show. */
  boolean empty() {
    return shown().isEmpty();
  }
}
