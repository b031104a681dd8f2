package org.sluice.inversion.population.step;

import java.util.Arrays;

/**
 * The influence functions of one slice: for each coordinate the running integral of q′ over the
 * order of the data, as a function of a projection.
 */
final class SliceInfluence {

  private final double[] positions;
  private final double[][] integrals;
  private final double[] firstSlopes;
  private final double[] lastSlopes;

  /**
   * Integrates.
   *
   * @param positions projections of the data in ascending order
   * @param curvature of the slice
   * @param size the number of its quantiles
   * @param coordinates the number of coordinates, the first of the curvature's
   */
  SliceInfluence(double[] positions, SliceCurvature curvature, int size, int coordinates) {
    this.positions = positions;
    int data = positions.length;
    integrals = new double[coordinates][data];
    firstSlopes = new double[coordinates];
    lastSlopes = new double[coordinates];
    for (int j = 0; j < coordinates; j++) {
      double[] slopes = QuantileCells.means(curvature.quantiles, j * size, size, data);
      for (int i = 1; i < data; i++) {
        double step = positions[i] - positions[i - 1];
        integrals[j][i] = integrals[j][i - 1] + (slopes[i] + slopes[i - 1]) / 2 * step;
      }
      firstSlopes[j] = slopes[0];
      lastSlopes[j] = slopes[data - 1];
    }
  }

  /** Adds the values at the datum of a rank, from 0. */
  void addOf(int rank, double scale, int[] index, double[] to) {
    for (int j = 0; j < integrals.length; j++) {
      to[index[j]] += scale * integrals[j][rank];
    }
  }

  /** Adds the values at a projection; beyond the data the functions are straight. */
  void addAt(double position, double scale, int[] index, double[] to) {
    int found = Arrays.binarySearch(positions, position);
    int above = found >= 0 ? found : -found - 1;
    int last = positions.length - 1;
    if (found >= 0) {
      addOf(found, scale, index, to);
    } else if (above == 0 || above > last) {
      int end = above == 0 ? 0 : last;
      double[] slopes = above == 0 ? firstSlopes : lastSlopes;
      double beyond = position - positions[end];
      for (int j = 0; j < integrals.length; j++) {
        to[index[j]] += scale * (integrals[j][end] + slopes[j] * beyond);
      }
    } else {
      double share = (position - positions[above - 1]) / (positions[above] - positions[above - 1]);
      for (int j = 0; j < integrals.length; j++) {
        double from = integrals[j][above - 1];
        to[index[j]] += scale * (from + share * (integrals[j][above] - from));
      }
    }
  }
}
