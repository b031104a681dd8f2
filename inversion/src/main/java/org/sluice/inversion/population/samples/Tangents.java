package org.sluice.inversion.population.samples;

import java.util.Arrays;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The derivatives of a term's model samples by each coordinate, with ω and ζ held, projected on
 * slices. Those by the population's coordinates are differences, which take one forward pass each;
 * those by the noise's are products with the derivatives of L and ψ.
 *
 * <p>Samples and projections are in the backend's memory, in {@code F64}; results are host arrays.
 */
public final class Tangents {

  private final Convolution convolution;
  private final NoiseModel noise;
  private final Backend backend;
  private final int dimension;
  private final int alphaCount;

  private final SampleDifference difference;
  private final double[] taken;
  private final Matrix[] differences;
  private final Matrix components;
  private final Matrix[] componentDifferences;
  private final Matrix directions;
  private final Matrix projected;

  /**
   * Allocates buffers.
   *
   * @param spreads the standard deviation of each column of the data
   * @param rows M
   * @param data number of data in a step
   * @param mostSlices the most directions to project on at a time
   */
  public Tangents(
      ModelSamples samples,
      Convolution convolution,
      NoiseModel noise,
      int alphaCount,
      double[] spreads,
      long rows,
      long data,
      int mostSlices,
      Backend backend) {
    this.convolution = convolution;
    this.noise = noise;
    this.alphaCount = alphaCount;
    this.backend = backend;
    dimension = noise.dimension();
    difference = new SampleDifference(samples, spreads, rows, backend);
    taken = new double[alphaCount];
    differences = new Matrix[alphaCount];
    Arrays.setAll(differences, j -> onBackend(rows, dimension));
    components = onBackend(rows, dimension);
    componentDifferences = new Matrix[noise.coordinateCount() - noise.covarianceCoordinates()];
    Arrays.setAll(componentDifferences, j -> onBackend(rows, dimension));
    directions = onBackend(mostSlices, dimension);
    projected = onBackend(mostSlices, Math.max(rows, data));
  }

  private Matrix onBackend(long rows, long columns) {
    return backend.allocate(ElementType.F64, rows, columns);
  }

  /**
   * Differentiates the samples at a point, at the random numbers of the last draw. The model's
   * samples are overwritten by those of other points.
   *
   * @param widths of the differences by the population's coordinates, see {@link DifferenceWidths}
   */
  public void at(double[] alpha, double[] phi, double[] widths) {
    difference.begin();
    for (int j = 0; j < alphaCount; j++) {
      taken[j] = difference.take(alpha, j, widths, differences[j]);
    }
    convolution.copyComponents(components);
    for (int i = 0; i < componentDifferences.length; i++) {
      convolution.differenceOfComponents(
          phi, noise.covarianceCoordinates() + i, LowerTangent.WIDTH, componentDifferences[i]);
    }
  }

  /**
   * The derivatives of the projections by a coordinate of the population.
   *
   * @param w whitened directions, K × d
   * @return K × M, row after row
   */
  public double[] ofPopulation(int coordinate, double[] w) {
    return project(differences[coordinate], 1 / taken[coordinate], w);
  }

  /**
   * The derivatives of the projections by a coordinate of the noise.
   *
   * @param phi coordinates of the noise
   * @param lower L
   */
  public double[] ofNoise(double[] phi, double[] lower, int coordinate, double[] w) {
    int law = coordinate - noise.covarianceCoordinates();
    return law < 0
        ? project(components, 1, times(w, LowerTangent.of(noise, phi, lower, coordinate)))
        : project(componentDifferences[law], 1, times(w, lower));
  }

  /** The projections of any samples, K × M, row after row. */
  public double[] project(Matrix of, double scale, double[] w) {
    int count = w.length / dimension;
    Matrix on = directions.rows(0, count);
    backend.copy(Matrix.of(w, count, dimension), on);
    Matrix to = new Matrix(projected.segment(), ElementType.F64, count, of.rows(), of.rows());
    backend.multiply(scale, on, false, of, true, 0, to);
    double[] values = new double[Math.toIntExact(count * of.rows())];
    backend.copy(to, Matrix.of(values, count, of.rows()));
    return values;
  }

  /** Bytes of all buffers. */
  public long bytes() {
    long each = components.rows() * components.columns();
    long all = (1L + differences.length + componentDifferences.length) * each;
    long slices = directions.rows() * (directions.columns() + projected.columns());
    return (all + slices) * ElementType.F64.bytes() + difference.bytes();
  }

  /** W B: each direction times a lower triangular matrix. */
  private double[] times(double[] w, double[] matrix) {
    int count = w.length / dimension;
    double[] product = new double[w.length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < dimension; i++) {
        double factor = w[k * dimension + i];
        for (int j = 0; j <= i; j++) {
          product[k * dimension + j] += factor * matrix[i * dimension + j];
        }
      }
    }
    return product;
  }
}
