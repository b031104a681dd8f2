package org.sluice.cli.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws charts as SVG of a few kilobytes, at the resolution of the picture, for light and for dark
 * pages.
 */
public final class SvgChart {

  private static final int WIDTH = 460;
  private static final int WIDE = 960;
  private static final int TOP = 12;
  private static final int BOTTOM = 232;
  private static final int LABELS = BOTTOM + 17;
  private static final int TITLE = BOTTOM + 34;
  private static final int LEGEND = 290;
  private static final int LEGEND_LINE = 17;
  private static final int LEGEND_STROKE = 24;
  private static final int RIGHT_MARGIN = 14;
  private static final int PALETTE = 6;
  // Of the 11 px sans-serif digits and letters, as browsers draw them.
  private static final double LETTER = 6.2;
  private static final MathContext TICK_DIGITS = new MathContext(8);

  private static final String STYLE =
      """
      <style>
      svg{font:11px "Source Sans 3","Helvetica Neue",Arial,sans-serif}
      .page{fill:#fff}text{fill:#3a434c}.grid{stroke:#e6e9ec}.tick{stroke:#7c868f}
      .c{color:#7c868f}.c0{color:#1f6fa8}.c1{color:#d16a1c}.c2{color:#2e8b57}
      .c3{color:#6b216b}.c4{color:#8c6d1f}.c5{color:#b03a48}
      .line,.ref{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}
      .ref{stroke-width:1.3;stroke-dasharray:5 3}circle{fill:currentColor}
      @media(prefers-color-scheme:dark){
      .page{fill:#1c2127}text{fill:#c6ced6}.grid{stroke:#313941}.tick{stroke:#8b96a1}
      .c{color:#8b96a1}.c0{color:#5fb0e6}.c1{color:#f0954e}.c2{color:#5cc28a}
      .c3{color:#e79ad8}.c4{color:#d2b25f}.c5{color:#e8808c}}
      </style>
      """;

  private final Chart chart;
  private final List<Curve> shown;
  private final ChartScale x;
  private final ChartScale y;
  private final int width;
  private final double left;
  private final StringBuilder svg = new StringBuilder();

  private SvgChart(Chart chart) {
    this.chart = chart;
    shown = chart.shown();
    width = chart.wide() ? WIDE : WIDTH;
    x = scale(chart.x(), Curve::x);
    y = scale(chart.y(), Curve::y);
    double labels = y.ticks().stream().mapToDouble(tick -> length(number(tick))).max().orElse(0);
    left = Math.max(58, 30 + labels);
    x.between(left, width - RIGHT_MARGIN);
    y.between(BOTTOM, TOP);
  }

  /** The image of a chart that is not empty. */
  public static String of(Chart chart) {
    return new SvgChart(chart).draw();
  }

  private ChartScale scale(Axis axis, Function<Curve, double[]> values) {
    return new ChartScale(
        axis,
        shown.stream()
            .flatMapToDouble(curve ->
                IntStream.of(curve.shown(chart.x(), chart.y()))
                    .mapToDouble(i -> values.apply(curve)[i]))
            .toArray());
  }

  private String draw() {
    List<List<Curve>> legend = legend();
    int height = LEGEND + LEGEND_LINE * legend.size() - 6;
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">",
        width, height, width, height);
    svg.append(STYLE);
    append("<rect class=\"page\" width=\"%d\" height=\"%d\"/>", width, height);
    axes();
    shown.forEach(this::draw);
    for (int row = 0; row < legend.size(); row++) {
      draw(legend.get(row), LEGEND + row * LEGEND_LINE);
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (double tick : y.ticks()) {
      append(
          "<path class=\"grid\" d=\"M%.1f %.1fH%d\"/>", left, y.place(tick), width - RIGHT_MARGIN);
      text(left - 6, y.place(tick) + 4, "end", number(tick));
    }
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : x.ticks()) {
      append("<path class=\"tick\" d=\"M%.1f %dv4\"/>", x.place(tick), BOTTOM);
      double half = length(number(tick)) / 2;
      if (x.place(tick) - half > free) {
        text(x.place(tick), LABELS, "middle", number(tick));
        free = x.place(tick) + half + LETTER;
      }
    }
    text((left + width - RIGHT_MARGIN) / 2, TITLE, "middle", chart.x().title());
    append(
        "<text transform=\"translate(13 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + BOTTOM) / 2.0, escaped(chart.y().title()));
  }

  private void draw(Curve curve) {
    int[] points = curve.shown(chart.x(), chart.y());
    double[] across = IntStream.of(points).mapToDouble(i -> x.place(curve.x()[i])).toArray();
    double[] down = IntStream.of(points).mapToDouble(i -> y.place(curve.y()[i])).toArray();
    append("<path class=\"%s\" d=\"%s\"/>", look(curve), new PixelPath(across, down).data());
    if (curve.style() == Curve.Style.DOTS) {
      for (int i = 0; i < points.length; i++) {
        append(
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
            color(curve), across[i], down[i]);
      }
    }
  }

  /** One curve of each name, in rows as wide as the picture. */
  private List<List<Curve>> legend() {
    List<List<Curve>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double end = Double.POSITIVE_INFINITY;
    for (Curve curve : shown) {
      if (names.contains(curve.name())) {
        continue;
      }
      names.add(curve.name());
      if (end + entry(curve) > width - left) {
        rows.add(new ArrayList<>());
        end = 0;
      }
      rows.getLast().add(curve);
      end += entry(curve);
    }
    return rows;
  }

  private void draw(List<Curve> row, int at) {
    double from = left;
    for (Curve curve : row) {
      append("<path class=\"%s\" d=\"M%.1f %dh%d\"/>", look(curve), from, at, LEGEND_STROKE);
      text(from + LEGEND_STROKE + 6, at + 4, "start", curve.name());
      from += entry(curve);
    }
  }

  /** The width of a curve's entry in the legend, in pixels. */
  private static double entry(Curve curve) {
    return LEGEND_STROKE + 6 + length(curve.name()) + 18;
  }

  private static double length(String words) {
    return LETTER * words.length();
  }

  private static String look(Curve curve) {
    return color(curve) + (curve.style() == Curve.Style.REFERENCE ? " ref" : " line");
  }

  private static String color(Curve curve) {
    return curve.color() == Curve.NEUTRAL ? "c" : "c" + curve.color() % PALETTE;
  }

  private void text(double at, double baseline, String anchor, String words) {
    append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        at, baseline, anchor, escaped(words));
  }

  private void append(String form, Object... arguments) {
    svg.append(String.format(Locale.ROOT, form, arguments)).append('\n');
  }

  /** Formats a tick's value with as few characters as possible. */
  private static String number(double value) {
    BigDecimal digits = new BigDecimal(value).round(TICK_DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
      int exponent = digits.precision() - digits.scale() - 1;
      return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
    return digits.toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
