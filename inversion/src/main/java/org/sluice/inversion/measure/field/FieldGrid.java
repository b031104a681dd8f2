package org.sluice.inversion.measure.field;

import org.sluice.inversion.algebra.LogCoordinates;

/**
 * The nodes at which a random field is sampled, positions on a line or all pairs of them in a
 * square, and the modes of its series: cos(jπx), or cos(jπx) cos(kπy), with j and k from 1 to
 * {@value #MODES}.
 */
public final class FieldGrid {

  /** The number of modes along each axis. */
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
   * Makes a grid on a line.
   *
   * @param positions in [0, 1], one for each column of z
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static FieldGrid line(double[] positions) {
    return new FieldGrid(1, positions);
  }

  /**
   * Makes a grid in a square, of all pairs (x, y) of n positions.
   *
   * @param positions in [0, 1]; column i n + j of z has the i-th as x and the j-th as y
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static FieldGrid square(double[] positions) {
    return new FieldGrid(2, positions);
  }

  /** D, the dimension of space. */
  int axes() {
    return axes;
  }

  /** The number of nodes, which are the columns of z. */
  int nodes() {
    return axes == 1 ? cosines.length : cosines.length * cosines.length;
  }

  /** The number of all modes. */
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

  /** Allocates the evaluation of series on this grid, for one thread. */
  CosineSeries series() {
    return axes == 1 ? new LineSeries(cosines) : new SquareSeries(cosines);
  }
}
