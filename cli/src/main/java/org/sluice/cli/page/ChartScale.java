package org.sluice.cli.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps the numbers of an axis to places on a picture, and says where its ticks stand. */
final class ChartScale {

  private static final int LINEAR_TICKS = 6;
  private static final int MOST_POWERS = 6;
  private static final double[] ROUND = {1, 2, 5, 10};
  private static final double MARGIN = 0.04;
  // Values that differ by less are drawn as one: ticks between them could not be told apart.
  private static final double LEAST_SPREAD = 1e-6;

  private final boolean logarithmic;
  private final double low;
  private final double high;
  private double from;
  private double to = 1;

  /**
   * A scale from 0 to 1.
   *
   * @param values at least one, each of which the axis shows
   */
  ChartScale(Axis axis, double[] values) {
    logarithmic = axis.logarithmic();
    double least = coordinate(Arrays.stream(values).min().orElseThrow());
    double most = coordinate(Arrays.stream(values).max().orElseThrow());
    if (axis.fromZero()) {
      least = Math.min(least, 0);
    }
    double size = Math.max(Math.abs(least), Math.abs(most));
    double margin = MARGIN * (most - least);
    if (most - least <= LEAST_SPREAD * size) {
      margin = logarithmic || size == 0 ? 0.5 : size / 2;
    }
    low = axis.fromZero() && least == 0 ? 0 : least - margin;
    high = most + margin;
  }

  /** Puts the lower end at one place of the picture and the upper end at another. */
  void between(double lower, double upper) {
    from = lower;
    to = upper;
  }

  /** The place of a value. */
  double place(double value) {
    return from + (coordinate(value) - low) / (high - low) * (to - from);
  }

  private double coordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Round values within the scale. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks(low, high);
  }

  /** Powers of ten, and twice and five times these where there are few. */
  private List<Double> logarithmicTicks() {
    List<Double> ticks = new ArrayList<>();
    boolean few = high - low < 2;
    int stride = Math.max(1, (int) Math.ceil((high - low) / MOST_POWERS));
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (double factor : few ? new double[] {1, 2, 5} : new double[] {1}) {
        double tick = Double.parseDouble((int) factor + "e" + power);
        if (coordinate(tick) >= low && coordinate(tick) <= high && (few || power % stride == 0)) {
          ticks.add(tick);
        }
      }
    }
    return ticks.size() < 2 ? linearTicks(Math.pow(10, low), Math.pow(10, high)) : ticks;
  }

  private static List<Double> linearTicks(double low, double high) {
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
