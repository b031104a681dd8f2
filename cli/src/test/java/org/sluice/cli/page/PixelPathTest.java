package org.sluice.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelPathTest {

  @Test
  void aPathKeepsItsEndsItsExtremesAndAllPointsWithinAPixel() {
    Random random = new Random(1);
    double[] ramp = IntStream.range(0, 50_000).mapToDouble(i -> 60 + i * 0.0078).toArray();
    double[] noise = Arrays.stream(ramp).map(x -> 120 + 15 * random.nextGaussian()).toArray();
    noise[31_234] = 3;
    noise[7_654] = 230;
    requireSamePicture(ramp, noise);
    double[] smooth = Arrays.stream(ramp).map(x -> 120 + 80 * Math.sin(x / 9)).toArray();
    requireSamePicture(ramp, smooth);
    double[] angle = IntStream.range(0, 4000).mapToDouble(i -> i * 0.01).toArray();
    requireSamePicture(
        Arrays.stream(angle).map(a -> 200 + 3 * a * Math.cos(a)).toArray(),
        Arrays.stream(angle).map(a -> 120 + 3 * a * Math.sin(a)).toArray());
    requireSamePicture(new double[] {60, 60, 60}, new double[] {10, 200, 10});
    requireSamePicture(new double[] {61.26}, new double[] {9.04});
  }

  @Test
  void aSmoothCurveTakesAsManyPointsAsThePictureShows() {
    double[] x = IntStream.range(0, 50_000).mapToDouble(i -> 60 + i * 0.0078).toArray();
    double[] y = Arrays.stream(x).map(at -> 120 + 80 * Math.sin(at / 90)).toArray();
    assertThat(points(new PixelPath(x, y).data()).size()).isBetween(15, 60);
    double[] level = x.clone();
    Arrays.fill(level, 17);
    assertThat(new PixelPath(x, level).data()).isEqualTo("M60 17l390 0");
  }

  private static void requireSamePicture(double[] x, double[] y) {
    List<double[]> drawn = points(new PixelPath(x, y).data());
    assertThat(drawn.getFirst()).containsExactly(new double[] {x[0], y[0]}, within(0.051));
    int last = x.length - 1;
    assertThat(drawn.getLast()).containsExactly(new double[] {x[last], y[last]}, within(0.051));
    double least = drawn.stream().mapToDouble(point -> point[1]).min().orElseThrow();
    double most = drawn.stream().mapToDouble(point -> point[1]).max().orElseThrow();
    assertThat(least).isCloseTo(Arrays.stream(y).min().orElseThrow(), within(0.5));
    assertThat(most).isCloseTo(Arrays.stream(y).max().orElseThrow(), within(0.5));
    for (int i = 0; i < x.length; i += 7) {
      assertThat(distance(x[i], y[i], drawn)).isLessThan(1);
    }
  }

  private static double distance(double x, double y, List<double[]> polyline) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.max(1, polyline.size() - 1); i++) {
      double[] from = polyline.get(i);
      double[] to = polyline.get(Math.min(i + 1, polyline.size() - 1));
      least = Math.min(least, Line2D.ptSegDist(from[0], from[1], to[0], to[1], x, y));
    }
    return least;
  }

  /** The points of a path that holds M and l alone. */
  static List<double[]> points(String data) {
    List<double[]> points = new ArrayList<>();
    double x = 0;
    double y = 0;
    assertThat(data).matches("M[-. 0-9]+(l[-. 0-9]+)*");
    for (String pair : data.substring(1).split("l")) {
      double[] numbers =
          Pattern.compile("-?(\\d+(\\.\\d)?|\\.\\d)")
              .matcher(pair)
              .results()
              .map(MatchResult::group)
              .mapToDouble(Double::parseDouble)
              .toArray();
      assertThat(numbers).hasSize(2);
      x += numbers[0];
      y += numbers[1];
      points.add(new double[] {x, y});
    }
    return points;
  }
}
