package org.sluice.inversion.population;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Standard normals that are the same on each run. */
public final class FixedNormals {

  private FixedNormals() {}

  /** {@code count} normals; another stream gives others. */
  public static double[] values(int count, long stream) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Philox.normal(20251121, stream, i);
    }
    return values;
  }

  /** A matrix of them. */
  public static Matrix matrix(int rows, int columns, long stream) {
    return Matrix.of(values(rows * columns, stream), rows, columns);
  }

  /** Σ a_i b_i. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
