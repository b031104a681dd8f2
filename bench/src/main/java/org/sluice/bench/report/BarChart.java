package org.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars on a logarithmic axis, each with a mark where its goal lies, as SVG. */
public final class BarChart {

  private static final int LEFT = 260;
  private static final int WIDTH = 520;
  private static final int RIGHT = 90;
  private static final int ROW = 22;
  private static final int TOP = 60;

  private record Bar(String label, double value, Goal goal) {}

  private final String title;
  private final List<Bar> bars = new ArrayList<>();

  /** An empty chart. */
  public BarChart(String title) {
    this.title = title;
  }

  /** Adds a bar of a positive value; the goal may be null. */
  public void bar(String label, double value, Goal goal) {
    if (value > 0 && Double.isFinite(value)) {
      bars.add(new Bar(label, value, goal));
    }
  }

  /** The chart, or null if there is no bar. */
  public String svg() {
    if (bars.isEmpty()) {
      return null;
    }
    double least = 1;
    double most = 2;
    for (Bar bar : bars) {
      double bound = bar.goal == null ? bar.value : bar.goal.bound();
      least = Math.min(least, Math.min(bar.value, bound));
      most = Math.max(most, Math.max(bar.value, bound));
    }
    double low = Math.floor(Math.log10(least));
    double scale = WIDTH / (Math.log10(most) - low);
    int height = TOP + ROW * bars.size() + 30;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"sans-serif\" font-size=\"12\">%n",
            LEFT + WIDTH + RIGHT,
            height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, LEFT, 22, "start", "16", title);
    text(svg, LEFT, 42, "start", "12", "bar: measured; line: goal (green met, orange missed)");
    for (int power = (int) low; power <= Math.log10(most); power++) {
      double x = LEFT + (power - low) * scale;
      line(svg, x, TOP - 6, height - 24, "#ddd", 1);
      text(svg, x, height - 8, "middle", "11", Figure.of(Math.pow(10, power)) + "×");
    }
    int y = TOP;
    for (Bar bar : bars) {
      boolean met = bar.goal == null || bar.goal.verdict(bar.value).equals("met");
      double end = (Math.log10(bar.value) - low) * scale;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
              LEFT,
              y,
              Math.max(end, 1),
              ROW - 6,
              met ? "#4b9b6e" : "#e08a3c"));
      if (bar.goal != null) {
        double x = LEFT + (Math.log10(bar.goal.bound()) - low) * scale;
        line(svg, x, y - 2, y + ROW - 4, "#222", 2);
      }
      text(svg, LEFT - 8, y + 13, "end", "12", bar.label);
      text(svg, LEFT + end + 6, y + 13, "start", "12", Figure.of(bar.value));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder svg, double x, double from, double to, String colour, int width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
            x,
            from,
            to,
            colour,
            width));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String size, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            escaped));
  }
}
