package org.sluice.inversion;

import org.sluice.kernels.DirectionScheme;

/**
 * What one step of an inversion draws.
 *
 * @param samples M, model samples in a step, at least 2; 1000 by default. Too few bias the noise
 *     just as too few data do.
 * @param slices P, directions in a step, at least 1; 100 by default
 * @param directions how directions are drawn; in orthonormal blocks by default
 * @param dataBatch data drawn with replacement in each step, or 0 for all data in each step, the
 *     default. A batch raises the loss's finite-sample floor, so it is for data too large to use
 *     whole.
 * @param commonRandomNumbers whether each step uses the same random numbers, which makes the loss a
 *     fixed function; fresh ones by default
 */
public record Sampling(
    int samples,
    int slices,
    DirectionScheme directions,
    int dataBatch,
    boolean commonRandomNumbers) {

  /** Checks the ranges. */
  public Sampling {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, not " + samples);
    }
    if (slices < 1) {
      throw new IllegalArgumentException("slices must be at least 1, not " + slices);
    }
    if (dataBatch < 0) {
      throw new IllegalArgumentException(
          "the data batch must be 0 for all data or at least 1, not " + dataBatch);
    }
  }

  /** The defaults. */
  public static Sampling defaults() {
    return new Sampling(1000, 100, DirectionScheme.ORTHOGONAL, 0, false);
  }

  /** The same with another number of model samples. */
  public Sampling withSamples(int other) {
    return new Sampling(other, slices, directions, dataBatch, commonRandomNumbers);
  }

  /** The same with another number of slices. */
  public Sampling withSlices(int other) {
    return new Sampling(samples, other, directions, dataBatch, commonRandomNumbers);
  }

  /** The same with another direction scheme. */
  public Sampling withDirections(DirectionScheme other) {
    return new Sampling(samples, slices, other, dataBatch, commonRandomNumbers);
  }

  /** The same with another data batch. */
  public Sampling withDataBatch(int other) {
    return new Sampling(samples, slices, directions, other, commonRandomNumbers);
  }

  /** The same with common random numbers or without. */
  public Sampling withCommonRandomNumbers(boolean other) {
    return new Sampling(samples, slices, directions, dataBatch, other);
  }
}
