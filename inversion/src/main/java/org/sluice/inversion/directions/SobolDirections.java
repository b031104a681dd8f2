package org.sluice.inversion.directions;

import org.hipparchus.random.SobolSequenceGenerator;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.Philox;

/**
 * Makes quasi-random directions. Points of the Sobol sequence in d dimensions (Joe and Kuo, SIAM J.
 * Sci. Comput. 30, 2008) get a random digital shift, are mapped to normals by the quantile
 * function, and are scaled to length one. Each direction by itself is uniform. If d is small,
 * together they cover the sphere more evenly than independent ones, best if their number is a power
 * of two.
 */
public record SobolDirections() implements SliceDirections {

  /** The largest dimension for which the sequence is known. */
  public static final int MOST_DIMENSIONS = 21201;

  private static final int BITS = 52;

  @Override
  public String word() {
    return "sobol";
  }

  @Override
  public void fill(long seed, long stream, long start, Matrix out) {
    int dimension = Math.toIntExact(out.columns());
    if (dimension > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "Sobol directions are known up to dimension %d, not %d; use orthogonal ones"
              .formatted(MOST_DIMENSIONS, dimension));
    }
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimension);
    if (start > 0) {
      // skipTo(k) returns point k, so that nextVector continues with k + 1.
      sequence.skipTo(Math.toIntExact(start - 1));
    }
    long[] shift = new long[dimension];
    for (int j = 0; j < dimension; j++) {
      shift[j] = Philox.bits(seed, stream, j) >>> (Long.SIZE - BITS);
    }
    double[] row = new double[dimension];
    for (long k = 0; k < out.rows(); k++) {
      double[] point = sequence.nextVector();
      for (int j = 0; j < dimension; j++) {
        long shifted = (long) Math.scalb(point[j], BITS) ^ shift[j];
        row[j] = NormalQuantile.of(Math.scalb(shifted + 0.5, -BITS));
      }
      UnitLength.scale(row);
      out.writeRow(k, row);
    }
  }

  /** Treats the directions as independent, which overstates the standard error. */
  @Override
  public DirectionScheme dependence() {
    return DirectionScheme.IID;
  }
}
