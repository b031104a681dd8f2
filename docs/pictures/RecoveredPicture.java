import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Draws the README's picture: data, recovered law and recovered noise of {@code sluice run darcy}.
 * {@code docs/pictures/make} calls it with the folder of the files that it has made: {@code
 * data.csv}, {@code truth.z.csv}, {@code recovered.z.csv} and the two noise levels.
 */
public final class RecoveredPicture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 262;
  private static final int TOP = 58;
  private static final int BOTTOM = 214;
  private static final String INK = "#3a434c";
  private static final String SOFT = "#66717c";
  private static final String GRID = "#e6e9ec";
  private static final String MODEL = "#1f6fa8";
  private static final String TRUTH = "#c9ced4";
  private static final int SYSTEMS = 40;
  private static final int POINTS = 160;

  private final StringBuilder svg = new StringBuilder();

  /** A panel's place on the page and its ranges. */
  private record Panel(int left, int right, double fromX, double toX, double fromY, double toY) {

    double x(double value) {
      return left + (value - fromX) / (toX - fromX) * (right - left);
    }

    double y(double value) {
      return BOTTOM - (value - fromY) / (toY - fromY) * (BOTTOM - TOP);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    double trueNoise = Double.parseDouble(arguments[1]);
    double noise = Double.parseDouble(arguments[2]);
    new RecoveredPicture().draw(folder, trueNoise, noise, Path.of(arguments[3]));
  }

  private void draw(Path folder, double trueNoise, double noise, Path picture) throws IOException {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\" fill=\"%s\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT, INK);
    add("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff\"/>", WIDTH, HEIGHT);
    data(read(folder.resolve("data.csv")));
    law(middle(read(folder.resolve("truth.z.csv"))), middle(read(folder.resolve("recovered.z.csv"))));
    noise(trueNoise, noise);
    add("</svg>");
    Files.writeString(picture, svg);
  }

  private void data(double[][] rows) {
    double most = Arrays.stream(rows).limit(SYSTEMS).flatMapToDouble(Arrays::stream).max().orElse(1);
    Panel panel = new Panel(44, 306, 1, rows[0].length, -0.3, most);
    title(panel, "Data", "1,000 systems, each seen once by %d sensors".formatted(rows[0].length));
    axis(panel, new double[] {1, 10, 20, 30, 40, 50}, "%.0f", "sensor, from left to right");
    for (int i = 1; i < SYSTEMS; i++) {
      line(panel, rows[i], SOFT, 0.7, 0.35);
    }
    line(panel, rows[0], MODEL, 1.6, 1);
    for (double tick = 0; tick <= most; tick += 0.5) {
      text(panel.left() - 6, panel.y(tick) + 4, "end", String.format(Locale.ROOT, "%.1f", tick));
    }
    text(panel.left() - 24, TOP - 4, "start", "pressure");
  }

  private void law(double[] truth, double[] recovered) {
    DoubleUnaryOperator trueDensity = density(truth);
    DoubleUnaryOperator density = density(recovered);
    Panel panel = new Panel(364, 626, 0, 6, 0, 1.12 * greatest(trueDensity, 0.01, 6));
    title(panel, "Law of the systems", "conductivity in the middle of the medium");
    axis(panel, new double[] {0, 1, 2, 3, 4, 5, 6}, "%.0f", "z(0.5)");
    area(panel, trueDensity, 0.01);
    curve(panel, density, 0.01);
    key(panel);
  }

  private void noise(double trueDeviation, double deviation) {
    DoubleUnaryOperator truth = normal(trueDeviation);
    Panel panel = new Panel(684, 946, -0.4, 0.4, 0, 1.12 * truth.applyAsDouble(0));
    title(panel, "Law of the noise", "error of one reading");
    axis(panel, new double[] {-0.4, -0.2, 0, 0.2, 0.4}, "%.1f", "ξ");
    area(panel, truth, -0.4);
    curve(panel, normal(deviation), -0.4);
    key(panel);
  }

  private void title(Panel panel, String title, String subtitle) {
    add(
        "<text x=\"%d\" y=\"22\" font-size=\"14\" font-weight=\"bold\">%s</text>",
        panel.left(), title);
    add("<text x=\"%d\" y=\"38\" fill=\"%s\">%s</text>", panel.left(), SOFT, subtitle);
  }

  private void axis(Panel panel, double[] ticks, String format, String label) {
    add("<path d=\"M%d %dH%d\" stroke=\"%s\"/>", panel.left(), BOTTOM, panel.right(), SOFT);
    for (double tick : ticks) {
      double x = panel.x(tick);
      add("<path d=\"M%.1f %dv4\" stroke=\"%s\"/>", x, BOTTOM, SOFT);
      text(x, BOTTOM + 16, "middle", String.format(Locale.ROOT, format, tick).replace("-", "−"));
    }
    text((panel.left() + panel.right()) / 2.0, BOTTOM + 34, "middle", label);
  }

  private void key(Panel panel) {
    int x = panel.right() - 84;
    add("<rect x=\"%d\" y=\"%d\" width=\"20\" height=\"9\" fill=\"%s\"/>", x, TOP + 2, TRUTH);
    text(x + 26, TOP + 10, "start", "truth");
    add("<path d=\"M%d %dh20\" stroke=\"%s\" stroke-width=\"2.2\"/>", x, TOP + 22, MODEL);
    text(x + 26, TOP + 26, "start", "recovered");
  }

  private void line(Panel panel, double[] values, String colour, double width, double opacity) {
    StringBuilder path = new StringBuilder();
    for (int j = 0; j < values.length; j++) {
      append(path, panel.x(j + 1), panel.y(values[j]));
    }
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" opacity=\"%s\"/>",
        path, colour, width, opacity);
  }

  private void area(Panel panel, DoubleUnaryOperator density, double from) {
    String path = path(panel, density, from);
    add(
        "<path d=\"%sL%.1f %dL%.1f %dZ\" fill=\"%s\"/>",
        path, panel.x(panel.toX()), BOTTOM, panel.x(from), BOTTOM, TRUTH);
  }

  private void curve(Panel panel, DoubleUnaryOperator density, double from) {
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\"/>",
        path(panel, density, from), MODEL);
  }

  private static String path(Panel panel, DoubleUnaryOperator density, double from) {
    StringBuilder path = new StringBuilder();
    for (int k = 0; k <= POINTS; k++) {
      double x = from + k * (panel.toX() - from) / POINTS;
      append(path, panel.x(x), panel.y(density.applyAsDouble(x)));
    }
    return path.toString();
  }

  private static void append(StringBuilder path, double x, double y) {
    path.append(path.isEmpty() ? 'M' : 'L')
        .append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
  }

  /** The density of positive numbers, by Gaussian kernels on their logarithms. */
  private static DoubleUnaryOperator density(double[] samples) {
    double[] logs = Arrays.stream(samples).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElse(0);
    double variance = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElse(1);
    double bandwidth = 1.06 * Math.sqrt(variance) * Math.pow(logs.length, -0.2);
    DoubleUnaryOperator kernel = normal(bandwidth);
    return x ->
        Arrays.stream(logs).map(log -> kernel.applyAsDouble(Math.log(x) - log)).average().orElse(0)
            / x;
  }

  private static DoubleUnaryOperator normal(double deviation) {
    return x ->
        Math.exp(-0.5 * x * x / (deviation * deviation)) / (deviation * Math.sqrt(2 * Math.PI));
  }

  private static double greatest(DoubleUnaryOperator density, double from, double to) {
    return IntStream.rangeClosed(0, POINTS)
        .mapToDouble(k -> density.applyAsDouble(from + k * (to - from) / POINTS))
        .max()
        .orElseThrow();
  }

  private static double[] middle(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> row[row.length / 2]).toArray();
  }

  /** The numbers below the header. */
  private static double[][] read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
