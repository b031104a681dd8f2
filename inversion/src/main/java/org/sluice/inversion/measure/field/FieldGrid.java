package org.sluice.inversion.measure.field;

import org.sluice.inversion.algebra.LogCoordinates;

/**
 * Where a random field is sampled: positions on a line, or all pairs of them in a square. Fields
 * are series of the cosines cos(jπx), or cos(jπx) cos(kπy), j and k from 1 to {@value #MODES}.
 */
public final class FieldGrid {

  /** Number of modes along each axis. */
  static final int MODES = 20;

  private final int axes;
  private final double[][] cosines;

  private FieldGrid(int axes, double[] positions) {
    if (positions.length == 0) {
      throw new IllegalArgumentException("a field needs at least one position");
    }
    this.axes = axes;
    this.cosines = new double[positions.length][MODES];
    for (int i = 0; i < positions.length; i++) {
      LogCoordinates.finite("a field", "position " + (i + 1), positions[i]);
      for (int j = 0; j < MODES; j++) {
        cosines[i][j] = Math.cos((j + 1) * Math.PI * positions[i]);
      }
    }
  }

  /**
   * Positions in [0, 1], the columns of z.
   *
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static FieldGrid line(double[] positions) {
    return new FieldGrid(1, positions);
  }

  /**
   * All pairs (x, y) of n positions in [0, 1]; column i n + j of z is the i-th x and the j-th y.
   *
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static FieldGrid square(double[] positions) {
    return new FieldGrid(2, positions);
  }

  /** D, the dimension of space. */
  int axes() {
    return axes;
  }

  /** Number of nodes, the columns of z. */
  int nodes() {
    return axes == 1 ? cosines.length : cosines.length * cosines.length;
  }

  /** Number of modes in all. */
  int modes() {
    return axes == 1 ? MODES : MODES * MODES;
  }

  /** |j|² of a mode. */
  double squaredIndex(int mode) {
    if (axes == 1) {
      return (mode + 1.0) * (mode + 1.0);
    }
    double j = 1 + mode / MODES;
    double k = 1 + mode % MODES;
    return j * j + k * k;
  }

  /** The mean square of a mode over the line or the square. */
  double squaredNorm() {
    return axes == 1 ? 0.5 : 0.25;
  }

  /** Evaluates series on this grid, for one thread. */
  CosineSeries series() {
    return axes == 1 ? new LineSeries(cosines) : new SquareSeries(cosines);
  }
}
