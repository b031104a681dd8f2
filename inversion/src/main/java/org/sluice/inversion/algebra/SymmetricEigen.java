package org.sluice.inversion.algebra;

import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix.
 *
 * @param values the eigenvalues, ascending
 * @param vectors d × d; row k is the unit eigenvector of {@code values[k]}
 */
public record SymmetricEigen(double[] values, double[] vectors) {

  /**
   * Decomposes a symmetric matrix.
   *
   * @param matrix d × d; only its lower triangle is read
   * @throws IllegalArgumentException if an entry of the lower triangle is not finite
   * @throws ArithmeticException if the iteration does not converge
   */
  public static SymmetricEigen of(double[] matrix, int d) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        if (!Double.isFinite(matrix[i * d + j])) {
          throw new IllegalArgumentException(
              "the %d x %d matrix has %s in row %d, column %d; eigenvalues need finite entries"
                  .formatted(d, d, matrix[i * d + j], i + 1, j + 1));
        }
      }
    }
    double[] vectors = Arrays.copyOf(matrix, d * d);
    double[] values = new double[d];
    intW info = new intW(0);
    // dsyev is fastest with (block size + 2) d entries; 32 is its largest block size.
    double[] workspace = new double[Math.max(1, 34 * d)];
    if (d > 0) {
      Netlib.LAPACK.dsyev("V", "U", d, vectors, d, values, workspace, workspace.length, info);
    }
    if (info.val != 0) {
      throw new ArithmeticException(
          "the eigenvalues of a %d x %d matrix did not converge".formatted(d, d));
    }
    return new SymmetricEigen(values, vectors);
  }
}
