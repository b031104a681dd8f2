package org.sluice.inversion.noise;

import org.sluice.kernels.Matrix;

/**
 * Noise whose covariance is known beforehand, datum by datum: y⁽ⁿ⁾ = G(z⁽ⁿ⁾) + ε⁽ⁿ⁾ + ξ⁽ⁿ⁾ with
 * independent ε⁽ⁿ⁾ ~ N(0, Kₙ), such as what an instrument says of itself. The learned noise ξ ~
 * η(Γ) is then what remains.
 *
 * <p>The law of the data is the mixture over n of G#μ(α) * N(0, Kₙ) * η(Γ), provided that Kₙ does
 * not depend on the parameters of the n-th system. So each model sample has the known noise of one
 * datum, and all data serve equally often; where samples come in batches of the data's size, each
 * batch has the known noise of exactly these data. Batch and data are then equal in law at the
 * truth although neither is identically distributed, and the corrected loss stays minimal there.
 *
 * <p>Implementations are immutable.
 */
public sealed interface KnownNoise permits KnownDeviations, KnownCovariance, KnownCovariances {

  /** d, the dimension of one observation. */
  int dimension();

  /** The number of data that it tells apart: N, or 1 if it is the same for all. */
  int count();

  /**
   * Checks that there is known noise for each of the data.
   *
   * @param data N × d
   * @throws IllegalArgumentException with both shapes
   */
  void requireFit(Matrix data);

  /** The mean over data of Kₙ, d × d, row after row, in a new array. */
  double[] meanCovariance();

  /** Makes d independent standard normals one draw of ε⁽ⁿ⁾, in place; {@code datum} is n from 0. */
  void colour(int datum, double[] normals);

  /** The known noise of chosen data, in that order; any may be chosen several times. */
  KnownNoise of(int[] data);

  /**
   * The datum whose known noise a sample has: n of M samples in a row serve for one of N data if M
   * = n·N, and numbers as even as can be where M is no multiple.
   *
   * @param sample from 0 to {@code samples} − 1
   * @param samples M
   * @param data N
   * @param offset in [0, 1), drawn uniformly for all samples together, which makes each datum serve
   *     M/N times on average
   */
  static int datum(long sample, long samples, long data, double offset) {
    if (samples == data) {
      return Math.toIntExact(sample);
    }
    return Math.toIntExact(Math.min((long) ((sample + offset) * data / samples), data - 1));
  }
}
