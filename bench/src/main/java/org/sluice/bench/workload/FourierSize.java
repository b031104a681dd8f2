package org.sluice.bench.workload;

import java.util.List;
import org.sluice.inversion.network.fourier.FourierShape;

/**
 * A Fourier operator from a field to a field on a line, and a batch.
 *
 * @param points of the grid; 65 makes the period, a quarter longer, a whole number of points, so
 *     that a fast transform of padded fields gives the same coefficients
 * @param modes lowest frequencies
 * @param width channels
 * @param layers Fourier layers
 * @param batch examples in a step
 */
public record FourierSize(int points, int modes, int width, int layers, int batch) {

  /** The sizes that goals are set for. */
  public static final List<FourierSize> ALL =
      List.of(new FourierSize(65, 12, 32, 4, 20), new FourierSize(65, 12, 32, 4, 64));

  /** Reads points, modes, width and layers joined by minus signs, such as {@code 65-12-32-4}. */
  public static FourierSize parse(String text, int batch) {
    int[] numbers = NetworkSize.parseWidths(text).stream().mapToInt(Integer::intValue).toArray();
    return new FourierSize(numbers[0], numbers[1], numbers[2], numbers[3], batch);
  }

  /** The network's shape. */
  public FourierShape shape() {
    return FourierShape.ofField(List.of(points)).withSizes(modes, width, layers);
  }

  /** Number of weights and biases. */
  public long parameterCount() {
    long w = width;
    return 3 * w + layers * (2 * modes * w * w + w * w + w) + 2 * w * w + 4 * w + 1;
  }

  /** The sizes in the form that {@link #parse} reads. */
  public String network() {
    return "%d-%d-%d-%d".formatted(points, modes, width, layers);
  }

  /** Multiply-adds of dense transforms count two: forward and backward. */
  public double operations() {
    double layer = width * (4.0 * modes * points + 4.0 * modes * width + (double) points * width);
    return 6 * batch * (layers * layer + 2.0 * points * width * (width + 1));
  }

  @Override
  public String toString() {
    return "%d points, %d modes, width %d, %d layers, batch %d"
        .formatted(points, modes, width, layers, batch);
  }
}
