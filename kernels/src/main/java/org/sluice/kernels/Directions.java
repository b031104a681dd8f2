package org.sluice.kernels;

/** Random unit directions for slicing, made on the host in double precision. */
public final class Directions {

  private Directions() {}

  /**
   * Fills {@code out} (P×d, host, either type) with unit rows.
   *
   * <p>Row k starts from the normals k·d … k·d+d−1 of the given Philox stream; a row cannot be
   * zero, since no normal is.
   */
  public static void fill(DirectionScheme scheme, long seed, long stream, Matrix out) {
    fill(scheme, seed, stream, 0, out);
  }

  /**
   * Fills from a later position of the stream, with a new block at the first row: row k starts from
   * the normals (start + k)·d … (start + k)·d + d−1. Two fills of one stream are independent if
   * their rows do not overlap.
   */
  public static void fill(DirectionScheme scheme, long seed, long stream, long start, Matrix out) {
    int slices = Math.toIntExact(out.rows());
    int dimension = Math.toIntExact(out.columns());
    int block = scheme == DirectionScheme.ORTHOGONAL ? dimension : 1;
    double[][] rows = new double[Math.min(block, slices)][dimension];
    for (int first = 0; first < slices; first += block) {
      int count = Math.min(block, slices - first);
      for (int k = 0; k < count; k++) {
        for (int j = 0; j < dimension; j++) {
          rows[k][j] = Philox.normal(seed, stream, (start + first + k) * dimension + j);
        }
      }
      for (int k = 0; k < count; k++) {
        double[] row = rows[k];
        // Subtract twice: one pass of Gram-Schmidt loses orthogonality when a row nearly lies in
        // the span of those before it.
        normalise(row);
        for (int other = 0; other < k; other++) {
          subtractProjection(row, rows[other]);
        }
        normalise(row);
        subtractProjections(rows, k + 1, count, row);
        out.writeRow(first + k, row);
      }
    }
  }

  /**
   * Subtracts from four rows at a time. A dot product is a chain of additions that wait for each
   * other; four chains hide the wait.
   */
  private static void subtractProjections(double[][] rows, int first, int end, double[] unit) {
    int k = first;
    for (; k + 4 <= end; k += 4) {
      double[] a = rows[k];
      double[] b = rows[k + 1];
      double[] c = rows[k + 2];
      double[] d = rows[k + 3];
      double byA = 0;
      double byB = 0;
      double byC = 0;
      double byD = 0;
      for (int j = 0; j < unit.length; j++) {
        byA = Math.fma(a[j], unit[j], byA);
        byB = Math.fma(b[j], unit[j], byB);
        byC = Math.fma(c[j], unit[j], byC);
        byD = Math.fma(d[j], unit[j], byD);
      }
      subtract(a, byA, unit);
      subtract(b, byB, unit);
      subtract(c, byC, unit);
      subtract(d, byD, unit);
    }
    for (; k < end; k++) {
      subtractProjection(rows[k], unit);
    }
  }

  private static void subtractProjection(double[] row, double[] unit) {
    double product = 0;
    for (int j = 0; j < row.length; j++) {
      product = Math.fma(row[j], unit[j], product);
    }
    subtract(row, product, unit);
  }

  private static void subtract(double[] row, double product, double[] unit) {
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.fma(-product, unit[j], row[j]);
    }
  }

  private static void normalise(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum = Math.fma(value, value, sum);
    }
    double scale = 1 / Math.sqrt(sum);
    for (int j = 0; j < row.length; j++) {
      row[j] *= scale;
    }
  }
}
