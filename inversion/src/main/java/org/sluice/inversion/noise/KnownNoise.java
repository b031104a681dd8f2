package org.sluice.inversion.noise;

import org.sluice.kernels.Matrix;

/**
 * Noise whose covariance is known for each datum: y⁽ⁿ⁾ = G(z⁽ⁿ⁾) + ε⁽ⁿ⁾ + ξ⁽ⁿ⁾ with independent
 * ε⁽ⁿ⁾ ~ N(0, Kₙ), such as the error estimate of an instrument. The inversion learns only the
 * remaining noise ξ ~ η(Γ).
 *
 * <p>The law of the data is the mixture over n of G#μ(α) * N(0, Kₙ) * η(Γ), provided that Kₙ does
 * not depend on the parameters of system n. So each model sample gets the known noise of one datum,
 * and each datum is used equally often. A batch of N samples uses each of the N data once. At the
 * true parameters such a batch and the data are then equal in law, although their rows are not
 * identically distributed, and the corrected loss is minimal there.
 *
 * <p>Implementations are immutable.
 */
public sealed interface KnownNoise permits KnownDeviations, KnownCovariance, KnownCovariances {

  /** d, the dimension of one observation. */
  int dimension();

  /** The number of different covariances: N, or 1 if all data have the same. */
  int count();

  /**
   * Checks that there is known noise for each datum.
   *
   * @param data N × d
   * @throws IllegalArgumentException naming both shapes
   */
  void requireFit(Matrix data);

  /** The mean over data of Kₙ, d × d, row after row, in a new array. */
  double[] meanCovariance();

  /** Turns d standard normals into a draw of ε⁽ⁿ⁾, in place; {@code datum} is n, from 0. */
  void colour(int datum, double[] normals);

  /** Selects the known noise of some data, in the given order; a datum may occur repeatedly. */
  KnownNoise of(int[] data);

  /**
   * Chooses the datum whose known noise a sample gets. If M = k·N, each datum gets k consecutive
   * samples; otherwise the numbers of samples differ by at most one.
   *
   * @param sample from 0 to {@code samples} − 1
   * @param samples M
   * @param data N
   * @param offset in [0, 1), one uniform random number for all samples, so that each datum gets M/N
   *     samples on average
   */
  static int datum(long sample, long samples, long data, double offset) {
    if (samples == data) {
      return Math.toIntExact(sample);
    }
    return Math.toIntExact(Math.min((long) ((sample + offset) * data / samples), data - 1));
  }
}
