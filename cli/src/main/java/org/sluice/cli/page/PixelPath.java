package org.sluice.cli.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A polyline at the resolution of a picture. It has the same ends as the polyline that it stands
 * for, and no point of either lies farther than a pixel from the other.
 *
 * <p>Of many points in one column of pixels, the first, the last, the least and the greatest are
 * kept: Jugel, Jerzak, Hackenbroich and Markl, M4: a visualization-oriented time series data
 * aggregation, PVLDB 7 (2014). Of the rest, those go that lie on the line between others, up to a
 * fraction of a pixel: Douglas and Peucker, Cartographica 10 (1973).
 */
final class PixelPath {

  private static final double TOLERANCE = 0.25;
  private static final int DECIMALS = 10;

  private final double[] x;
  private final double[] y;

  /**
   * A polyline through points.
   *
   * @param x abscissae in pixels
   * @param y ordinates in pixels, as many
   */
  PixelPath(double[] x, double[] y) {
    List<Integer> kept = extremesOfColumns(x, y);
    this.x = kept.stream().mapToDouble(i -> x[i]).toArray();
    this.y = kept.stream().mapToDouble(i -> y[i]).toArray();
  }

  /** The data of an SVG path, in tenths of a pixel, each point relative to the one before. */
  String data() {
    BitSet kept = corners();
    StringBuilder data = new StringBuilder();
    long beforeX = 0;
    long beforeY = 0;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      long atX = Math.round(x[i] * DECIMALS);
      long atY = Math.round(y[i] * DECIMALS);
      data.append(data.isEmpty() ? 'M' : 'l');
      append(atX - beforeX, data);
      if (atY >= beforeY) {
        data.append(' ');
      }
      append(atY - beforeY, data);
      beforeX = atX;
      beforeY = atY;
    }
    return data.toString();
  }

  /** Formats a number of tenths with as few characters as possible. */
  private static void append(long tenths, StringBuilder data) {
    data.append(tenths < 0 ? "-" : "");
    long size = Math.abs(tenths);
    if (size >= DECIMALS || size == 0) {
      data.append(size / DECIMALS);
    }
    if (size % DECIMALS != 0) {
      data.append('.').append(size % DECIMALS);
    }
  }

  private static List<Integer> extremesOfColumns(double[] x, double[] y) {
    List<Integer> kept = new ArrayList<>();
    int from = 0;
    while (from < x.length) {
      int least = from;
      int most = from;
      int end = from + 1;
      while (end < x.length && Math.floor(x[end]) == Math.floor(x[from])) {
        least = y[end] < y[least] ? end : least;
        most = y[end] > y[most] ? end : most;
        end++;
      }
      int last = end - 1;
      IntStream.of(from, least, most, last).sorted().distinct().forEach(kept::add);
      from = end;
    }
    return kept;
  }

  /** The points that a line through the others would miss. */
  private BitSet corners() {
    BitSet kept = new BitSet(x.length);
    kept.set(0);
    kept.set(x.length - 1);
    keepBetween(0, x.length - 1, kept);
    return kept;
  }

  private void keepBetween(int first, int last, BitSet kept) {
    int farthest = -1;
    double distance = TOLERANCE;
    for (int i = first + 1; i < last; i++) {
      double candidate = distance(i, first, last);
      if (candidate > distance) {
        distance = candidate;
        farthest = i;
      }
    }
    if (farthest >= 0) {
      kept.set(farthest);
      keepBetween(first, farthest, kept);
      keepBetween(farthest, last, kept);
    }
  }

  /** The distance of a point from the line between two others. */
  private double distance(int point, int first, int last) {
    double alongX = x[last] - x[first];
    double alongY = y[last] - y[first];
    double square = alongX * alongX + alongY * alongY;
    double offX = x[point] - x[first];
    double offY = y[point] - y[first];
    double share = square == 0 ? 0 : Math.clamp((offX * alongX + offY * alongY) / square, 0.0, 1.0);
    return Math.hypot(offX - share * alongX, offY - share * alongY);
  }
}
