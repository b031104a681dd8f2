package org.sluice.inversion.network;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/** Uniform random numbers for the weights that training starts from, each used once. */
public final class Draws {

  private final long seed;
  private final long stream;
  private long next;

  /** Begins with element 0 of a stream. */
  public Draws(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** Fills a host matrix, row after row, with uniform numbers in (−half, half). */
  public void uniform(Matrix weights, double half) {
    for (long i = 0; i < weights.rows(); i++) {
      for (long j = 0; j < weights.columns(); j++) {
        weights.set(i, j, half * (2 * Philox.uniform(seed, stream, next++) - 1));
      }
    }
  }

  /** Passes over some elements of the stream. */
  public void skip(long count) {
    next += count;
  }

  /** Fills a host matrix with zeros; for biases. */
  public static void zero(Matrix biases) {
    for (long i = 0; i < biases.rows(); i++) {
      for (long j = 0; j < biases.columns(); j++) {
        biases.set(i, j, 0);
      }
    }
  }
}
