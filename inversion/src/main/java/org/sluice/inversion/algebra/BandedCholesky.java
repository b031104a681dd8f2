package org.sluice.inversion.algebra;

import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Factors and solves symmetric positive definite band matrices, through LAPACK. The lower triangle
 * is stored as LAPACK stores it: entry (i, j) with j ≤ i ≤ j + b is at (i − j) + j (b + 1), where b
 * is the bandwidth.
 *
 * <p>Workspace for one thread.
 */
public final class BandedCholesky {

  private final int unknowns;
  private final int bandwidth;
  private final double[] band;
  private final intW info = new intW(0);

  /** Allocates a zero matrix with {@code bandwidth} subdiagonals. */
  public BandedCholesky(int unknowns, int bandwidth) {
    this.unknowns = unknowns;
    this.bandwidth = bandwidth;
    this.band = new double[unknowns * (bandwidth + 1)];
  }

  /** Sets the matrix to zero. */
  public void clear() {
    Arrays.fill(band, 0);
  }

  /** Adds {@code value} to entry (i, j), where 0 ≤ i − j ≤ bandwidth. */
  public void add(int i, int j, double value) {
    band[i - j + j * (bandwidth + 1)] += value;
  }

  /**
   * Factors the matrix in place.
   *
   * @throws ArithmeticException if it is not positive definite
   */
  public void factor() {
    Netlib.LAPACK.dpbtrf("L", unknowns, bandwidth, band, bandwidth + 1, info);
    if (info.val != 0) {
      throw new ArithmeticException(
          "the band matrix is not positive definite, as its pivot %d shows".formatted(info.val));
    }
  }

  /** Solves in place, after {@link #factor}. */
  public void solve(double[] vector) {
    Netlib.LAPACK.dpbtrs("L", unknowns, bandwidth, 1, band, bandwidth + 1, vector, unknowns, info);
  }
}
