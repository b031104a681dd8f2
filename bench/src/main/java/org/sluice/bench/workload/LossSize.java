package org.sluice.bench.workload;

import java.util.List;

/**
 * The size of one loss: as many data as samples.
 *
 * @param points N = M
 * @param dimension d
 * @param slices P
 */
public record LossSize(int points, int dimension, int slices) {

  /** The sizes that goals are set for. */
  public static final List<LossSize> ALL =
      List.of(
          new LossSize(500, 50, 100),
          new LossSize(1_000, 50, 500),
          new LossSize(10_000, 50, 1_000),
          new LossSize(10_000, 10, 100),
          new LossSize(100_000, 50, 200),
          new LossSize(1_000_000, 10, 64));

  /**
   * Reads {@code NxdxP}, such as {@code 500x50x100}.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static LossSize parse(String text) {
    String[] parts = text.split("x");
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a size is points x dimension x slices, such as 500x50x100, not '%s'".formatted(text));
    }
    return new LossSize(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** N·P, the keys on each side. */
  public double keys() {
    return (double) points * slices;
  }

  @Override
  public String toString() {
    return points + "x" + dimension + "x" + slices;
  }
}
