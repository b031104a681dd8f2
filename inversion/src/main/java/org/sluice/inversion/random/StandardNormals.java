package org.sluice.inversion.random;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Standard normals of a stream on the host. */
public final class StandardNormals {

  private StandardNormals() {}

  /**
   * Fills a matrix: entry (i, j) is the stream's element i · columns + j, as {@link
   * org.sluice.kernels.Backend#normals} has it.
   *
   * @param stream its number, of the register
   * @param out a host matrix
   * @return {@code out}
   */
  public static Matrix fill(long seed, long stream, Matrix out) {
    long columns = out.columns();
    for (long i = 0; i < out.rows(); i++) {
      for (long j = 0; j < columns; j++) {
        out.set(i, j, Philox.normal(seed, stream, i * columns + j));
      }
    }
    return out;
  }
}
