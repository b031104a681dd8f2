package org.sluice.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgChartTest {

  private static final int STEPS = 1000;

  @Test
  void curvesLieWhereTheTicksSay() throws Exception {
    Random random = new Random(2);
    double[] x = IntStream.rangeClosed(1, STEPS).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(_ -> Math.exp(random.nextGaussian())).toArray();
    y[500] = 900;
    y[600] = 0.002;
    requirePlace(Axis.linear("x"), Axis.logarithmic("y"), x, y);
    requirePlace(Axis.steps(), Axis.linear("y"), x, y);
    requirePlace(Axis.logarithmic("x"), Axis.linear("y"), x, y);
    double[] small = Arrays.stream(y).map(value -> 1e-7 * value - 3e-6).toArray();
    requirePlace(Axis.linear("x"), Axis.linear("y"), x, small);
    double[] large = Arrays.stream(x).map(value -> 160 * value - 50_000).toArray();
    requirePlace(Axis.linear("x"), Axis.linear("y"), large, y);
    double[] narrow = Arrays.stream(y).map(value -> 1.2 + 1e-4 * value).toArray();
    requirePlace(Axis.linear("x"), Axis.logarithmic("y"), x, narrow);
  }

  private static void requirePlace(Axis abscissa, Axis ordinate, double[] x, double[] y)
      throws Exception {
    Curve curve = new Curve("estimate", 0, Curve.Style.LINE, x, y);
    Element svg = draw(new Chart("a", "A.", abscissa, ordinate, List.of(curve)));
    List<double[]> drawn = PixelPathTest.points(paths(svg, "c0 line").getFirst());
    DoubleUnaryOperator across = scale(abscissa, ticks(svg, "middle", "x"));
    DoubleUnaryOperator down = scale(ordinate, ticks(svg, "end", "y"));
    int last = x.length - 1;
    assertThat(drawn.getFirst()[0]).isCloseTo(across.applyAsDouble(x[0]), within(1.0));
    assertThat(drawn.getFirst()[1]).isCloseTo(down.applyAsDouble(y[0]), within(1.0));
    assertThat(drawn.getLast()[0]).isCloseTo(across.applyAsDouble(x[last]), within(1.0));
    assertThat(drawn.getLast()[1]).isCloseTo(down.applyAsDouble(y[last]), within(1.0));
    double highest = drawn.stream().mapToDouble(point -> point[1]).min().orElseThrow();
    double lowest = drawn.stream().mapToDouble(point -> point[1]).max().orElseThrow();
    double most = Arrays.stream(y).max().orElseThrow();
    double least = Arrays.stream(y).min().orElseThrow();
    assertThat(highest).isCloseTo(down.applyAsDouble(most), within(1.0));
    assertThat(lowest).isCloseTo(down.applyAsDouble(least), within(1.0));
    for (double[] point : drawn) {
      assertThat(point[0]).isBetween(0.0, 460.0);
      assertThat(point[1]).isBetween(0.0, 240.0);
    }
  }

  @Test
  void labelsDoNotOverlap() throws Exception {
    double[] x = {0.001, 0.1, 1};
    double[] y = {123_456_700, 123_456_750, 123_456_790};
    Curve[] curves =
        IntStream.range(0, 7)
            .mapToObj(i -> new Curve("a long name " + i, i, Curve.Style.DOTS, x, y))
            .toArray(Curve[]::new);
    for (Axis axis : List.of(Axis.linear("x"), Axis.logarithmic("x"), Axis.steps())) {
      Element svg = draw(new Chart("a", "A.", axis, Axis.linear("y"), List.of(curves)));
      NodeList texts = svg.getElementsByTagName("text");
      List<double[]> boxes = new ArrayList<>();
      for (int i = 0; i < texts.getLength(); i++) {
        Element text = (Element) texts.item(i);
        if (!text.hasAttribute("transform")) {
          boxes.add(box(text));
        }
      }
      for (int i = 0; i < boxes.size(); i++) {
        assertThat(boxes.get(i)[0]).isGreaterThan(18);
        assertThat(boxes.get(i)[2]).isLessThan(460);
        for (int j = 0; j < i; j++) {
          double[] a = boxes.get(i);
          double[] b = boxes.get(j);
          assertThat(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])
              .as("texts %d and %d", i, j)
              .isFalse();
        }
      }
    }
  }

  /** Left, top, right, bottom; letters are 5.6 px wide on average. */
  private static double[] box(Element text) {
    double width = 5.6 * text.getTextContent().length();
    double at = Double.parseDouble(text.getAttribute("x"));
    double left =
        switch (text.getAttribute("text-anchor")) {
          case "end" -> at - width;
          case "middle" -> at - width / 2;
          default -> at;
        };
    double bottom = Double.parseDouble(text.getAttribute("y"));
    return new double[] {left, bottom - 10, left + width, bottom};
  }

  @Test
  void theLegendNamesEachCurveOnceAndEscapesIt() throws Exception {
    double[] x = {1, 2};
    Chart chart =
        new Chart(
            "a",
            "A.",
            Axis.linear("x"),
            Axis.logarithmic("y < z"),
            List.of(
                new Curve("95 % & more", Curve.NEUTRAL, Curve.Style.REFERENCE, x, x),
                new Curve("95 % & more", Curve.NEUTRAL, Curve.Style.REFERENCE, x, x),
                new Curve("<data>", 7, Curve.Style.DOTS, x, new double[] {3, Double.NaN}),
                new Curve("negative", 2, Curve.Style.LINE, x, new double[] {-3, 0})));
    Element svg = draw(chart);
    assertThat(texts(svg)).containsOnlyOnce("95 % & more", "<data>", "y < z");
    assertThat(texts(svg)).doesNotContain("negative");
    // Two curves and their entry; one curve and its entry.
    assertThat(paths(svg, "c ref")).hasSize(3);
    assertThat(paths(svg, "c1 line")).hasSize(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(1);
  }

  @Test
  void aChartWithoutPointsIsLeftOut() {
    double[] x = {1, 2};
    Curve curve = new Curve("a", 0, Curve.Style.LINE, x, new double[] {-1, Double.NaN});
    Chart chart = new Chart("a", "A.", Axis.linear("x"), Axis.logarithmic("y"), List.of(curve));
    assertThat(new Block.Figures(List.of(chart)).shown()).isEmpty();
    assertThat(HtmlPage.of("t", List.of(new Block.Figures(List.of(chart))))).doesNotContain("<img");
  }

  /** Even if nothing but noise, so that no point lies on the line between others. */
  @Test
  void aReportOfAsManyDataAsDarcyIsBelow300Kilobytes() {
    List<Chart> charts = new ArrayList<>();
    charts.add(noise("loss", true, STEPS));
    for (int k = 0; k < 3; k++) {
      charts.add(noise("parameter-" + k, false, STEPS));
    }
    for (int k = 0; k < 4; k++) {
      charts.add(noise("law-" + k, false, 240));
      charts.add(noise("quantiles-" + k, false, 99));
    }
    String page = HtmlPage.of("two runs", List.of(new Block.Figures(charts)));
    assertThat(page.split("<img", -1)).hasSize(1 + 12);
    assertThat(page.length()).isLessThan(300_000);
  }

  private static Chart noise(String name, boolean wide, int points) {
    Random random = new Random(name.hashCode());
    double[] x = IntStream.rangeClosed(1, points).asDoubleStream().toArray();
    List<Curve> curves =
        IntStream.range(0, 2)
            .mapToObj(run -> {
              double[] y = Arrays.stream(x).map(_ -> random.nextGaussian()).toArray();
              return new Curve("run " + run, run, Curve.Style.LINE, x, y);
            })
            .toList();
    return new Chart(name, "Noise.", wide, Axis.steps(), Axis.linear("y"), curves);
  }

  private static Element draw(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(SvgChart.of(chart))))
        .getDocumentElement();
  }

  private static List<String> texts(Element svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static List<String> paths(Element svg, String look) {
    NodeList paths = svg.getElementsByTagName("path");
    return IntStream.range(0, paths.getLength())
        .mapToObj(i -> (Element) paths.item(i))
        .filter(path -> path.getAttribute("class").equals(look))
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  /** The numbers beside an axis and the places of their labels. */
  private static Map<Double, Double> ticks(Element svg, String anchor, String coordinate) {
    Map<Double, Double> ticks = new TreeMap<>();
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.getAttribute("text-anchor").equals(anchor)
          && text.getTextContent().matches("-?[0-9.]+(e-?[0-9]+)?")) {
        // Labels of the ordinate stand a little below their ticks.
        double place = Double.parseDouble(text.getAttribute(coordinate));
        ticks.put(
            Double.parseDouble(text.getTextContent()), coordinate.equals("y") ? place - 4 : place);
      }
    }
    assertThat(ticks).hasSizeGreaterThan(1);
    return ticks;
  }

  /** From a value to its place, by the first and the last tick. */
  private static DoubleUnaryOperator scale(Axis axis, Map<Double, Double> ticks) {
    DoubleUnaryOperator coordinate = axis.logarithmic() ? Math::log10 : value -> value;
    List<Double> values = List.copyOf(ticks.keySet());
    double low = coordinate.applyAsDouble(values.getFirst());
    double high = coordinate.applyAsDouble(values.getLast());
    double from = ticks.get(values.getFirst());
    double to = ticks.get(values.getLast());
    return value -> from + (coordinate.applyAsDouble(value) - low) / (high - low) * (to - from);
  }
}
