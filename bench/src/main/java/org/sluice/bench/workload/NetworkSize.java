package org.sluice.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sluice.kernels.Activation;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Mlp;

/**
 * A perceptron with tanh between its layers, and a batch.
 *
 * @param widths inputs, hidden widths, outputs
 * @param batch examples in a step
 */
public record NetworkSize(List<Integer> widths, int batch) {

  /** A small network. */
  public static final List<Integer> SMALL = List.of(10, 128, 128, 50);

  /** A larger one. */
  public static final List<Integer> LARGE = List.of(50, 256, 256, 256, 50);

  /** The sizes that goals are set for. */
  public static final List<NetworkSize> ALL =
      List.of(
          new NetworkSize(SMALL, 500),
          new NetworkSize(SMALL, 1_000),
          new NetworkSize(SMALL, 10_000),
          new NetworkSize(LARGE, 500),
          new NetworkSize(LARGE, 1_000),
          new NetworkSize(LARGE, 10_000));

  /** Reads widths joined by minus signs, such as {@code 10-128-128-50}. */
  public static List<Integer> parseWidths(String text) {
    return Arrays.stream(text.split("-")).map(Integer::valueOf).toList();
  }

  /** The plan's shape. */
  public Mlp.Shape shape(ElementType type) {
    return new Mlp.Shape(type, widths, Activation.TANH);
  }

  /** Multiply-adds count two: forward, backward by inputs and backward by weights. */
  public double operations() {
    double sum = 0;
    for (int layer = 1; layer < widths.size(); layer++) {
      sum += (double) widths.get(layer - 1) * widths.get(layer);
    }
    return 6 * sum * batch;
  }

  /** The widths joined by minus signs. */
  public String network() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  @Override
  public String toString() {
    return network() + ", batch " + batch;
  }
}
