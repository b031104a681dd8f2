package org.sluice.inversion.population.step;

import java.util.Arrays;

/**
 * The curvature that one slice gives to its squared distance: products of the tangents of model
 * quantiles. A product of tangents of one batch with themselves would hold the variance of a
 * tangent at its rank, which is no curvature; so tangents are multiplied with those of other
 * batches, or of neighbouring ranks.
 */
final class SliceCurvature {

  private final int coordinates;
  private final int batches;
  private final int size;

  /** n × n: Σ over ranks of the products of two coordinates' tangents, divided by their number. */
  final double[] products;

  /** The mean square of each coordinate's tangents. */
  final double[] squares;

  /** The tangents of the mean quantiles, coordinate by coordinate, one for each rank of a batch. */
  final double[] quantiles;

  /**
   * Allocates the sums.
   *
   * @param coordinates n
   * @param batches B, or 1 if the loss is plain
   * @param size the number of samples in a batch
   */
  SliceCurvature(int coordinates, int batches, int size) {
    this.coordinates = coordinates;
    this.batches = batches;
    this.size = size;
    products = new double[coordinates * coordinates];
    squares = new double[coordinates];
    quantiles = new double[coordinates * size];
  }

  /**
   * Computes all three.
   *
   * @param tangents of the projections, one array for each coordinate: batch after batch, within a
   *     batch in the order of the projections
   */
  void of(double[][] tangents) {
    Arrays.fill(quantiles, 0);
    for (int j = 0; j < coordinates; j++) {
      double[] own = tangents[j];
      double sum = 0;
      for (int b = 0; b < batches; b++) {
        for (int i = 0; i < size; i++) {
          double tangent = own[b * size + i];
          quantiles[j * size + i] += tangent / batches;
          sum += tangent * tangent;
        }
      }
      squares[j] = sum / (batches * (double) size);
    }
    for (int j = 0; j < coordinates; j++) {
      for (int l = 0; l <= j; l++) {
        double entry =
            batches > 1 ? ofBatches(tangents, j, l) : ofNeighbours(tangents[j], tangents[l]);
        products[j * coordinates + l] = entry;
        products[l * coordinates + j] = entry;
      }
    }
  }

  private double ofBatches(double[][] tangents, int j, int l) {
    double ofMeans = 0;
    for (int i = 0; i < size; i++) {
      ofMeans = Math.fma(quantiles[j * size + i], quantiles[l * size + i], ofMeans);
    }
    double own = 0;
    double[] first = tangents[j];
    double[] second = tangents[l];
    for (int i = 0; i < batches * size; i++) {
      own = Math.fma(first[i], second[i], own);
    }
    return (batches * ofMeans - own / batches) / (batches - 1) / size;
  }

  private double ofNeighbours(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i + 1 < size; i++) {
      sum += first[i] * second[i + 1] + first[i + 1] * second[i];
    }
    return sum / 2 / (size - 1);
  }
}
