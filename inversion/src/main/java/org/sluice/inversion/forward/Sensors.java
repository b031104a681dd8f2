package org.sluice.inversion.forward;

import java.util.Arrays;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Philox;

/** Draws the positions at which a field is observed. */
public final class Sensors {

  private Sensors() {}

  /**
   * Draws uniform positions in (0, 1), in ascending order; the same for the same seed.
   *
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[] uniform(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of sensors must be at least 1, not " + count);
    }
    double[] positions = new double[count];
    for (int i = 0; i < count; i++) {
      positions[i] = Philox.uniform(seed, RandomStream.SENSORS.number(), i);
    }
    Arrays.sort(positions);
    return positions;
  }

  /**
   * Draws uniform positions in (0, 1)², two numbers each; the same for the same seed.
   *
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static double[][] uniformInSquare(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of sensors must be at least 1, not " + count);
    }
    double[][] positions = new double[count][2];
    for (int i = 0; i < count; i++) {
      positions[i][0] = Philox.uniform(seed, RandomStream.SENSORS.number(), 2L * i);
      positions[i][1] = Philox.uniform(seed, RandomStream.SENSORS.number(), 2L * i + 1);
    }
    return positions;
  }
}
