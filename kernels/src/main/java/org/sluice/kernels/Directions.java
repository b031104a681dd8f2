package org.sluice.kernels;

/** Random unit directions for slicing, made on the host in double precision. */
public final class Directions {

  private Directions() {}

  /**
   * Fills {@code out} (P×d, host, either type) with unit rows.
   *
   * <p>Row k starts from the normals k·d … k·d+d−1 of the given Philox stream; a zero row (d = 1
   * aside, of probability nil) cannot occur since the normals never vanish together.
   */
  public static void fill(DirectionScheme scheme, long seed, long stream, Matrix out) {
    fill(scheme, seed, stream, 0, out);
  }

  /**
   * The same from another place of the stream, where the first block begins anew: row k starts from
   * the normals (start + k)·d … (start + k)·d + d−1, so that two fills of one stream are
   * independent where their rows do not overlap.
   */
  public static void fill(DirectionScheme scheme, long seed, long stream, long start, Matrix out) {
    int slices = Math.toIntExact(out.rows());
    int dimension = Math.toIntExact(out.columns());
    int block = scheme == DirectionScheme.ORTHOGONAL ? dimension : 1;
    double[][] rows = new double[Math.min(block, slices)][dimension];
    for (int first = 0; first < slices; first += block) {
      int count = Math.min(block, slices - first);
      for (int k = 0; k < count; k++) {
        double[] row = rows[k];
        for (int j = 0; j < dimension; j++) {
          row[j] = Philox.normal(seed, stream, (start + first + k) * dimension + j);
        }
        // Twice: one pass of Gram-Schmidt loses orthogonality when a row is nearly spanned already.
        for (int pass = 0; pass < 2; pass++) {
          for (int other = 0; other < k; other++) {
            subtractProjection(row, rows[other]);
          }
          normalise(row);
        }
        out.writeRow(first + k, row);
      }
    }
  }

  private static void subtractProjection(double[] row, double[] unit) {
    double product = 0;
    for (int j = 0; j < row.length; j++) {
      product = Math.fma(row[j], unit[j], product);
    }
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
