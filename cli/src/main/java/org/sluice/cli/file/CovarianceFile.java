package org.sluice.cli.file;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.SluiceException;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** A covariance matrix in a sample file. */
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
      requireSymmetric(file, covariance);
      return covariance.toDoubles();
    }
  }

  private static void requireSymmetric(Path file, Matrix covariance) {
    for (long i = 0; i < covariance.rows(); i++) {
      for (long j = 0; j < i; j++) {
        double below = covariance.get(i, j);
        double above = covariance.get(j, i);
        double scale = Math.max(Math.abs(below), Math.abs(above));
        if (Math.abs(below - above) > ASYMMETRY * scale) {
          throw SluiceException.input(
              "%s: a covariance is symmetric, but row %d, column %d is %s and row %d, column %d is %s",
              file, i + 1, j + 1, below, j + 1, i + 1, above);
        }
      }
    }
  }
}
