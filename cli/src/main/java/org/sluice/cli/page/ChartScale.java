package org.sluice.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From numbers to places on an axis of a chart, and where its ticks stand. */
final class ChartScale {

  private static final int LINEAR_TICKS = 5;
  private static final double[] ROUND = {1, 2, 5, 10};
  private static final double MARGIN = 0.04;

  private final boolean logarithmic;
  private final double low;
  private final double high;
  private final double from;
  private final double to;

  /**
   * A scale.
   *
   * @param values finite, at least one; positive if logarithmic
   * @param from the place of the least
   * @param to the place of the greatest
   */
  ChartScale(boolean logarithmic, double[] values, double from, double to) {
    this.logarithmic = logarithmic;
    this.from = from;
    this.to = to;
    double least = coordinate(Arrays.stream(values).min().orElseThrow());
    double most = coordinate(Arrays.stream(values).max().orElseThrow());
    double margin = most > least ? MARGIN * (most - least) : 0.5;
    low = least - margin;
    high = most + margin;
  }

  /** Where a value stands. */
  double place(double value) {
    return from + (coordinate(value) - low) / (high - low) * (to - from);
  }

  private double coordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Round values within the scale. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  /** Powers of ten, and twice and five times these where there are few. */
  private List<Double> logarithmicTicks() {
    List<Double> ticks = new ArrayList<>();
    boolean few = high - low < 2;
    int stride = Math.max(1, (int) Math.ceil((high - low) / 6));
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (double factor : few ? new double[] {1, 2, 5} : new double[] {1}) {
        double tick = Double.parseDouble((int) factor + "e" + power);
        if (coordinate(tick) >= low && coordinate(tick) <= high && (few || power % stride == 0)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Double> linearTicks() {
    double least = (high - low) / LINEAR_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double spacing =
        Arrays.stream(ROUND).filter(k -> k * power >= least).findFirst().orElse(10) * power;
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / spacing); k * spacing <= high; k++) {
      ticks.add(k * spacing);
    }
    return ticks;
  }
}
