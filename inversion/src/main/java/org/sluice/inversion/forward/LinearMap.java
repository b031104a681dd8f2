package org.sluice.inversion.forward;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/** The linear map x = A z + b. */
public final class LinearMap implements DifferentiableMap {

  private final double[][] matrix;
  private final double[][] transposed;
  private final double[] offset;
  private final int parameterDimension;

  /**
   * Makes the map of a matrix and an offset.
   *
   * @param matrix A, d rows of q numbers; d is at least 1
   * @param offset b, d numbers
   * @throws IllegalArgumentException if the rows differ in length, the offset has another length
   *     than d, or a number is not finite
   */
  public LinearMap(double[][] matrix, double[] offset) {
    if (matrix.length == 0) {
      throw new IllegalArgumentException("the linear map's matrix must have at least one row");
    }
    if (offset.length != matrix.length) {
      throw new IllegalArgumentException(
          "the linear map's matrix has %d rows but its offset %d numbers"
              .formatted(matrix.length, offset.length));
    }
    this.parameterDimension = matrix[0].length;
    this.offset = offset.clone();
    this.matrix = new double[matrix.length][];
    this.transposed = new double[parameterDimension][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      if (matrix[i].length != parameterDimension) {
        throw new IllegalArgumentException(
            "row %d of the linear map's matrix has %d numbers but row 1 has %d"
                .formatted(i + 1, matrix[i].length, parameterDimension));
      }
      for (int j = 0; j < parameterDimension; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "row %d, column %d of the linear map's matrix is %s; numbers must be finite"
                  .formatted(i + 1, j + 1, matrix[i][j]));
        }
        transposed[j][i] = matrix[i][j];
      }
      if (!Double.isFinite(offset[i])) {
        throw new IllegalArgumentException(
            "number %d of the linear map's offset is %s; numbers must be finite"
                .formatted(i + 1, offset[i]));
      }
      this.matrix[i] = matrix[i].clone();
    }
  }

  /** Makes the map of a matrix, with b = 0. */
  public LinearMap(double[][] matrix) {
    this(matrix, new double[matrix.length]);
  }

  @Override
  public int parameterDimension() {
    return parameterDimension;
  }

  @Override
  public int observationDimension() {
    return matrix.length;
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), parameterDimension, "z");
    Panel.check(x, z.rows(), matrix.length, "x");
    Panel parameters = new Panel(parameterDimension);
    Panel observations = new Panel(matrix.length);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      parameters.load(z, first, lanes);
      for (int i = 0; i < matrix.length; i++) {
        observations.fill(i, offset[i]);
        observations.addCombination(i, matrix[i], parameters);
      }
      observations.store(x, first, lanes);
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Panel.check(gradientX, z.rows(), matrix.length, "the gradient in x");
    Panel.check(gradientZ, z.rows(), parameterDimension, "the gradient in z");
    Panel observations = new Panel(matrix.length);
    Panel parameters = new Panel(parameterDimension);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      observations.load(gradientX, first, lanes);
      for (int j = 0; j < parameterDimension; j++) {
        parameters.fill(j, 0);
        parameters.addCombination(j, transposed[j], observations);
      }
      parameters.store(gradientZ, first, lanes);
    }
  }
}
