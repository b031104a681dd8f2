package org.sluice.inversion.population.simulate;

import java.util.Arrays;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Philox;

/**
 * Individuals in two parts, drawn at random: one to fit models to, and one to judge them by.
 *
 * @param training counted from 0
 * @param heldOut likewise, in random order
 */
public record HoldOut(int[] training, int[] heldOut) {

  /**
   * Holds out a part.
   *
   * @param rows number of individuals
   * @param fraction of them that is held out, rounded to whole ones
   * @throws IllegalArgumentException if none would be held out, or none left to fit to
   */
  public static HoldOut of(int rows, double fraction, long seed) {
    int held = (int) Math.round(fraction * rows);
    if (held < 1) {
      throw new IllegalArgumentException(
          "of %d observations none would be held out to judge by; give more of them, or hold out a larger part"
              .formatted(rows));
    }
    if (held >= rows) {
      throw new IllegalArgumentException(
          "of %d observations %d would be held out, which leaves none to fit to"
              .formatted(rows, held));
    }
    long stream = RandomStream.HOLD_OUT.number();
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int place = (int) (Philox.uniform(seed, stream, i) * (i + 1));
      order[i] = order[place];
      order[place] = i;
    }
    return new HoldOut(Arrays.copyOfRange(order, held, rows), Arrays.copyOfRange(order, 0, held));
  }
}
