package org.sluice.cli.file;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Reads covariance matrices from sample files. */
public final class CovarianceFile {

  private static final double ASYMMETRY = 1e-6;

  private CovarianceFile() {}

  /**
   * L, lower triangular, with Γ = L Lᵀ; d × d, row after row.
   *
   * @throws SluiceException if Γ is not d × d, symmetric and positive definite
   */
  public static double[] factor(Path file, int dimension) {
    try {
      double[] factor = new double[dimension * dimension];
      Cholesky.factor(read(file, dimension), dimension, factor);
      return factor;
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }

  /**
   * Γ, d × d, row after row.
   *
   * @throws SluiceException if it is not d × d and symmetric
   */
  public static double[] read(Path file, int dimension) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix covariance = SampleFile.read(file, arena, ElementType.F64);
      if (covariance.rows() != dimension || covariance.columns() != dimension) {
        throw SluiceException.input(
            "%s: the covariance is %s, but the samples have %d columns, so %d x %d is needed",
            file, covariance.shape(), dimension, dimension, dimension);
      }
      requireSymmetric(file, "", covariance);
      return covariance.toDoubles();
    }
  }

  /**
   * One covariance for each datum, N × d², row after row.
   *
   * @param rows N
   * @throws SluiceException if their number is not N, or if one is not symmetric, naming its datum
   */
  public static Matrix readEach(Path file, Arena arena, long rows, int dimension) {
    Matrix covariances = SampleFile.read(file, arena, ElementType.F64);
    long square = (long) dimension * dimension;
    if (covariances.rows() != rows || covariances.columns() != square) {
      throw SluiceException.input(
          "%s is %s, but the data are %d x %d, so that %d x %d is needed: a covariance in each row, row after row",
          file, covariances.shape(), rows, dimension, rows, square);
    }
    for (long n = 0; n < rows; n++) {
      Matrix covariance = covariances.part(n * square, dimension, dimension);
      requireSymmetric(file, "of datum %d ".formatted(n + 1), covariance);
    }
    return covariances;
  }

  private static void requireSymmetric(Path file, String whose, Matrix covariance) {
    for (long i = 0; i < covariance.rows(); i++) {
      for (long j = 0; j < i; j++) {
        double below = covariance.get(i, j);
        double above = covariance.get(j, i);
        double scale = Math.max(Math.abs(below), Math.abs(above));
        if (Math.abs(below - above) > ASYMMETRY * scale) {
          throw SluiceException.input(
              "%s: a covariance is symmetric, but %srow %d, column %d is %s and row %d, column %d is %s",
              file, whose, i + 1, j + 1, below, j + 1, i + 1, above);
        }
      }
    }
  }
}
