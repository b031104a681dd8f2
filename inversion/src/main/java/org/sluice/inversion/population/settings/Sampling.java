package org.sluice.inversion.population.settings;

import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.directions.SliceDirections;

/**
 * What one step of an inversion draws.
 *
 * @param samples M, model samples in a step, at least 2; 1000 by default. Too few bias the noise
 *     just as too few data do, if the loss is plain; if it is corrected, samples are drawn in
 *     batches of the data's size, two or as many as make M or more.
 * @param slices P, directions in a step, at least 1, or {@link #AUTO_SLICES}, the default, for a
 *     number that grows until the directions' share of the loss's scatter no longer matters
 * @param directions where directions come from; random orthonormal blocks by default
 * @param dataBatch most data in a step, or 0 for the default: all if the loss is plain, M/2 if it
 *     is corrected, which keeps a step's cost independent of N. Where there are more, each step
 *     takes other ones in a shuffled order, and all are seen before any is seen again. To the
 *     corrected loss a batch is a data set like any other; the plain loss's bias goes by its size.
 * @param commonRandomNumbers whether each step uses the same random numbers, which makes the loss a
 *     fixed function; fresh ones by default
 */
public record Sampling(
    int samples,
    int slices,
    SliceDirections directions,
    int dataBatch,
    boolean commonRandomNumbers) {

  /** In place of a number of slices: as many as are needed. */
  public static final int AUTO_SLICES = 0;

  /** Checks the ranges. */
  public Sampling {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, not " + samples);
    }
    if (slices < 0) {
      throw new IllegalArgumentException(
          "slices must be at least 1, or 0 for a number that grows, not " + slices);
    }
    if (dataBatch < 0) {
      throw new IllegalArgumentException(
          "the data batch must be 0 for the default or at least 1, not " + dataBatch);
    }
  }

  /** The defaults. */
  public static Sampling defaults() {
    return new Sampling(1000, AUTO_SLICES, RandomDirections.ORTHOGONAL, 0, false);
  }

  /** The same with another number of model samples. */
  public Sampling withSamples(int other) {
    return new Sampling(other, slices, directions, dataBatch, commonRandomNumbers);
  }

  /** The same with another number of slices. */
  public Sampling withSlices(int other) {
    return new Sampling(samples, other, directions, dataBatch, commonRandomNumbers);
  }

  /** The same with other directions. */
  public Sampling withDirections(SliceDirections other) {
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
