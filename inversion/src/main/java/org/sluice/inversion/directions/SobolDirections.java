package org.sluice.inversion.directions;

import org.hipparchus.random.SobolSequenceGenerator;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;
import org.sluice.kernels.Philox;

/**
 * Quasi-random directions: the Sobol sequence of d dimensions (Joe and Kuo, SIAM J. Sci. Comput.
 * 30, 2008) with a random digital shift, through the normal quantile and onto the sphere. Each
 * single direction is uniform; together they cover the sphere more evenly than independent ones, if
 * d is small. Best with a power of two of them.
 */
public record SobolDirections() implements SliceDirections {

  /** Most dimensions for which the sequence is known. */
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
      // It hands out the point that it skips to.
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

  /** Taken as independent, which overstates the error. */
  @Override
  public DirectionScheme dependence() {
    return DirectionScheme.IID;
  }
}
