package org.sluice.cli.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of lines over a logarithmic abscissa, drawn as SVG.
 *
 * @param name a word, unique among the page's figures
 * @param caption a sentence
 * @param xTitle title of the abscissa
 * @param yTitle title of the ordinate
 * @param logarithmic whether the ordinate is logarithmic too
 * @param lines what it shows; points that a logarithmic axis cannot show are left out
 */
record LineChart(
    String name,
    String caption,
    String xTitle,
    String yTitle,
    boolean logarithmic,
    List<Line> lines) {

  /**
   * One line.
   *
   * @param color which of the palette's
   * @param measured with points, or thin and without: theory
   */
  record Line(String name, int color, boolean measured, double[] x, double[] y) {}

  private static final Color[] PALETTE = {
    new Color(0x1f, 0x6f, 0xa8),
    new Color(0xd1, 0x6a, 0x1c),
    new Color(0x2e, 0x8b, 0x57),
    new Color(0x6b, 0x21, 0x6b),
    new Color(0x8c, 0x6d, 0x1f),
    new Color(0xb0, 0x3a, 0x48),
  };
  private static final Color INK = new Color(0x3a, 0x43, 0x4c);
  private static final Color GRID = new Color(0xe6, 0xe9, 0xec);
  private static final Color GREY = new Color(0x9a, 0xa4, 0xae);
  private static final int LABEL_SIZE = 11;

  /** The colour of lines that belong to none of the compared values. */
  static final int NEUTRAL = -1;

  byte[] svg() {
    try {
      return ChartEncoder.getBytes(draw(), "svg");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private XYChart draw() {
    XYChart chart =
        new XYChartBuilder().width(460).height(300).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
    Font labels = new Font(Font.SANS_SERIF, Font.PLAIN, LABEL_SIZE);
    chart
        .getStyler()
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(labels)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartFontColor(INK);
    chart
        .getStyler()
        .setPlotGridLinesColor(GRID)
        .setAxisTickLabelsFont(labels)
        .setAxisTickLabelsColor(INK)
        .setAxisTitleFont(labels)
        .setAxisTickMarksColor(GRID)
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(logarithmic)
        .setPlotGridVerticalLinesVisible(false);
    lines.forEach(line -> add(chart, line));
    return chart;
  }

  private void add(XYChart chart, Line line) {
    int[] shown =
        IntStream.range(0, line.x.length)
            .filter(i -> Double.isFinite(line.y[i]) && (!logarithmic || line.y[i] > 0))
            .filter(i -> line.x[i] > 0)
            .toArray();
    if (shown.length == 0) {
      return;
    }
    double[] x = Arrays.stream(shown).mapToDouble(i -> line.x[i]).toArray();
    double[] y = Arrays.stream(shown).mapToDouble(i -> line.y[i]).toArray();
    XYSeries series = chart.addSeries(line.name, x, y);
    Color color = line.color == NEUTRAL ? GREY : PALETTE[line.color % PALETTE.length];
    series
        .setMarker(line.measured ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
        .setMarkerColor(color)
        .setLineColor(color)
        .setLineStyle(new BasicStroke(line.measured ? 2.2f : 1f));
  }

  /** Whether there is anything to show. */
  boolean empty() {
    return lines.stream()
        .allMatch(
            line ->
                Arrays.stream(line.y)
                    .noneMatch(y -> Double.isFinite(y) && (!logarithmic || y > 0)));
  }
}
