package org.sluice.cli.setup;

import java.lang.foreign.Arena;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Observations in two parts, drawn at random: one to fit models to, and one to judge them by.
 *
 * @param training host matrix of type {@code F64}
 * @param heldOut likewise, in random order
 */
public record HoldOut(Matrix training, Matrix heldOut) {

  private static final long STREAM = 11L << 60;

  /**
   * Holds out a part.
   *
   * @param fraction of the observations that is held out, rounded to whole ones
   * @param arena owns both parts
   * @throws IllegalArgumentException if no observation would be left to fit to
   */
  public static HoldOut of(Matrix data, double fraction, long seed, Arena arena) {
    int rows = Math.toIntExact(data.rows());
    int held = (int) Math.round(fraction * rows);
    if (held >= rows) {
      throw new IllegalArgumentException(
          "of %d observations %d would be held out, which leaves none to fit to"
              .formatted(rows, held));
    }
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int place = (int) (Philox.uniform(seed, STREAM, i) * (i + 1));
      order[i] = order[place];
      order[place] = i;
    }
    return new HoldOut(picked(data, order, held, rows, arena), picked(data, order, 0, held, arena));
  }

  private static Matrix picked(Matrix data, int[] order, int from, int to, Arena arena) {
    Matrix part = Matrix.allocate(arena, ElementType.F64, to - from, data.columns());
    double[] row = new double[Math.toIntExact(data.columns())];
    for (int i = from; i < to; i++) {
      data.readRow(order[i], row);
      part.writeRow(i - from, row);
    }
    return part;
  }
}
