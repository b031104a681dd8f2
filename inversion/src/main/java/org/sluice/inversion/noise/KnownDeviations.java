package org.sluice.inversion.noise;

import org.sluice.kernels.Matrix;

/** Known noise that is independent, with a standard deviation for each entry of the data. */
public final class KnownDeviations implements KnownNoise {

  private final int dimension;
  private final double[][] deviations;

  /**
   * Copies the standard deviations.
   *
   * @param deviations N × d, in the unit of the data
   * @throws IllegalArgumentException naming the row and column of a number that is negative or not
   *     finite
   */
  public KnownDeviations(Matrix deviations) {
    dimension = Math.toIntExact(deviations.columns());
    this.deviations = new double[Math.toIntExact(deviations.rows())][dimension];
    for (int n = 0; n < this.deviations.length; n++) {
      deviations.readRow(n, this.deviations[n]);
      for (int j = 0; j < dimension; j++) {
        double deviation = this.deviations[n][j];
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "the known standard deviation in row %d, column %d is %s; it must be 0 or more and finite"
                  .formatted(n + 1, j + 1, deviation));
        }
      }
    }
  }

  private KnownDeviations(int dimension, double[][] deviations) {
    this.dimension = dimension;
    this.deviations = deviations;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int count() {
    return deviations.length;
  }

  @Override
  public void requireFit(Matrix data) {
    if (data.rows() != deviations.length || data.columns() != dimension) {
      throw new IllegalArgumentException(
          "the known standard deviations are %d x %d but the data are %s; give one for each entry of the data"
              .formatted(deviations.length, dimension, data.shape()));
    }
  }

  @Override
  public double[] meanCovariance() {
    double[] mean = new double[dimension * dimension];
    for (double[] row : deviations) {
      for (int j = 0; j < dimension; j++) {
        mean[j * dimension + j] += row[j] * row[j] / deviations.length;
      }
    }
    return mean;
  }

  @Override
  public void colour(int datum, double[] normals) {
    for (int j = 0; j < dimension; j++) {
      normals[j] *= deviations[datum][j];
    }
  }

  @Override
  public KnownNoise of(int[] data) {
    double[][] chosen = new double[data.length][];
    for (int n = 0; n < data.length; n++) {
      chosen[n] = deviations[data[n]];
    }
    return new KnownDeviations(dimension, chosen);
  }
}
