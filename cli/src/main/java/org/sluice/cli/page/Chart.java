package org.sluice.cli.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart, drawn as SVG.
 *
 * @param xTitle title of the abscissa
 * @param yTitle title of the ordinate
 * @param wide twice as wide as the others
 * @param logarithmic whether the ordinate is logarithmic; all its values are then positive
 * @param curves what it shows
 */
public record Chart(
    String xTitle, String yTitle, boolean wide, boolean logarithmic, List<Curve> curves) {

  /** The abscissa of traces. */
  public static final String STEP = "step";

  private static final Color INK = new Color(0x3a, 0x43, 0x4c);
  private static final Color GRID = new Color(0xe6, 0xe9, 0xec);
  private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Font TITLES = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** The chart as the address of an image that holds itself. */
  public String dataAddress() {
    try {
      byte[] svg = ChartEncoder.getBytes(draw(), "svg");
      return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private XYChart draw() {
    XYChart chart =
        new XYChartBuilder()
            .width(wide ? 960 : 460)
            .height(300)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartFontColor(INK);
    chart
        .getStyler()
        .setPlotGridLinesColor(GRID)
        .setAxisTickLabelsFont(LABELS)
        .setAxisTickLabelsColor(INK)
        .setAxisTitleFont(TITLES)
        .setAxisTickMarksColor(GRID)
        .setYAxisLogarithmic(logarithmic)
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisTickMarkSpacingHint(100);
    if (xTitle.equals(STEP)) {
      chart.getStyler().setXAxisMin(0.0);
    }
    curves.forEach(curve -> add(chart, curve));
    return chart;
  }

  private static void add(XYChart chart, Curve curve) {
    XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
    series.setMarker(SeriesMarkers.NONE).setLineColor(color(curve.kind()));
    // No dashes: curves are drawn segment by segment, and each would start its dashes anew.
    boolean reference =
        switch (curve.kind()) {
          case TRUTH, DIAGONAL, BAND -> true;
          default -> false;
        };
    series.setLineStyle(
        new BasicStroke(reference ? 1.2f : 2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  /** The same colours stand in the report's key. */
  public static Color color(Curve.Kind kind) {
    return switch (kind) {
      case CUT -> new Color(0x1f, 0x6f, 0xa8);
      case STANDARD -> new Color(0xd1, 0x6a, 0x1c);
      case TRUTH -> new Color(0x6b, 0x21, 0x6b);
      case DIAGONAL, BAND -> new Color(0x9a, 0xa4, 0xae);
    };
  }
}
