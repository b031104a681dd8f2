package org.sluice.cli.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws charts as SVG of a few kilobytes. */
public final class SvgChart {

  private static final int WIDTH = 460;
  private static final int LEFT = 58;
  private static final int RIGHT = 448;
  private static final int TOP = 12;
  private static final int BOTTOM = 232;
  private static final int LEGEND = 284;
  private static final int LEGEND_LINE = 16;
  private static final String GRID = "#e6e9ec";
  private static final String GREY = "#7c868f";
  private static final List<String> PALETTE =
      List.of("#1f6fa8", "#d16a1c", "#2e8b57", "#6b216b", "#8c6d1f", "#b03a48");

  private final LineChart chart;
  private final ChartScale x;
  private final ChartScale y;
  private final StringBuilder svg = new StringBuilder();

  private SvgChart(LineChart chart) {
    this.chart = chart;
    x = new ChartScale(true, chart.lines().getFirst().x(), LEFT, RIGHT);
    double[] ordinates =
        chart.lines().stream()
            .flatMapToDouble(line -> Arrays.stream(line.y()))
            .filter(chart::shows)
            .toArray();
    y = new ChartScale(chart.logarithmic(), ordinates, BOTTOM, TOP);
  }

  /** The image of a chart that is not empty. */
  public static String of(LineChart chart) {
    return new SvgChart(chart).draw();
  }

  private String draw() {
    List<LineChart.Line> shown =
        chart.lines().stream()
            .filter(line -> Arrays.stream(line.y()).anyMatch(chart::shows))
            .toList();
    int height = LEGEND + LEGEND_LINE * Math.ceilDiv(shown.size(), 2);
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#3a434c\">",
        WIDTH, height, WIDTH, height);
    append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height);
    for (double tick : y.ticks()) {
      append("<path d=\"M%d %.1fH%d\" stroke=\"%s\"/>", LEFT, y.place(tick), RIGHT, GRID);
      text(LEFT - 6, y.place(tick) + 4, "end", number(tick));
    }
    for (double tick : x.ticks()) {
      append("<path d=\"M%.1f %dv4\" stroke=\"%s\"/>", x.place(tick), BOTTOM, GREY);
      text(x.place(tick), BOTTOM + 17, "middle", number(tick));
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 34, "middle", chart.xTitle());
    append(
        "<text transform=\"translate(12 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + BOTTOM) / 2.0, escaped(chart.yTitle()));
    for (int i = 0; i < shown.size(); i++) {
      line(shown.get(i));
      legend(shown.get(i), i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void line(LineChart.Line line) {
    int[] points =
        IntStream.range(0, line.x().length).filter(i -> chart.shows(line.y()[i])).toArray();
    StringBuilder path = new StringBuilder();
    for (int i : points) {
      path.append(path.isEmpty() ? "M" : "L")
          .append(format("%.1f %.1f", x.place(line.x()[i]), y.place(line.y()[i])));
    }
    append("<path d=\"%s\" fill=\"none\" %s/>", path, stroke(line));
    if (line.measured()) {
      for (int i : points) {
        append(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
            x.place(line.x()[i]), y.place(line.y()[i]), color(line));
      }
    }
  }

  private void legend(LineChart.Line line, int place) {
    double left = LEFT + place % 2 * 200;
    double at = LEGEND + place / 2 * LEGEND_LINE;
    append("<path d=\"M%.1f %.1fh22\" %s/>", left, at, stroke(line));
    text(left + 28, at + 4, "start", line.name());
  }

  private static String stroke(LineChart.Line line) {
    return line.measured()
        ? format("stroke=\"%s\" stroke-width=\"2\"", color(line))
        : format("stroke=\"%s\" stroke-width=\"1.2\" stroke-dasharray=\"5 3\"", color(line));
  }

  private static String color(LineChart.Line line) {
    return line.color() == LineChart.NEUTRAL ? GREY : PALETTE.get(line.color() % PALETTE.size());
  }

  private void text(double at, double baseline, String anchor, String words) {
    append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        at, baseline, anchor, escaped(words));
  }

  private void append(String form, Object... arguments) {
    svg.append(format(form, arguments)).append('\n');
  }

  private static String format(String form, Object... arguments) {
    return String.format(Locale.ROOT, form, arguments);
  }

  /** A tick's value in as few characters as tell it. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
      return format("%.0e", value).replace("e+0", "e").replace("e-0", "e-");
    }
    return format("%.4f", value).replaceFirst("\\.?0+$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
