package org.sluice.inversion.population.settings;

import java.util.OptionalInt;
import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.directions.SliceDirections;
import org.sluice.inversion.range.Range;

/**
 * The random draws of one step of an inversion.
 *
 * @param samples M, model samples in a step, at least 2; 1000 by default. Too few bias the noise
 *     just as too few data do, if the loss is plain; if it is corrected, samples are drawn in
 *     batches of the data's size, two or as many as make M or more.
 * @param slices P, directions in a step, at least 1; none, the default, for a number that grows
 *     until the directions' share of the loss's scatter no longer matters, or, if random numbers
 *     are common, for a larger number that does not grow
 * @param directions the source of directions; random orthonormal blocks by default
 * @param dataBatch most data in a step, or 0 for the default: all if the loss is plain, M/2 if it
 *     is corrected, which keeps a step's cost independent of N. Where there are more, each step
 *     takes other ones in a shuffled order, and all are seen before any is seen again. To the
 *     corrected loss a batch is a data set like any other; the plain loss's bias depends on its
 *     size. If random numbers are common, a step always takes all data: the same batch would return
 *     in each step, and the other data would not count.
 * @param randomNumbers fresh or common to all steps; fresh by default
 */
public record Sampling(
    int samples,
    OptionalInt slices,
    SliceDirections directions,
    int dataBatch,
    RandomNumbers randomNumbers)
    implements SettingsPart {

  /** Checks the ranges. */
  public Sampling {
    Range.atLeast("samples", 2, samples);
    slices.ifPresent(count -> Range.atLeast("slices", 1, count));
    Range.atLeast("dataBatch", 0, dataBatch);
  }

  /** The defaults. */
  public static Sampling defaults() {
    return new Sampling(
        1000, OptionalInt.empty(), RandomDirections.ORTHOGONAL, 0, RandomNumbers.FRESH);
  }

  /**
   * The number of data in a step, at most the number of all.
   *
   * @param rows N, at least 1
   */
  public long data(FiniteSample finiteSample, long rows) {
    if (dataBatch > 0) {
      return Math.min(dataBatch, rows);
    }
    boolean all = randomNumbers == RandomNumbers.COMMON || finiteSample == FiniteSample.PLAIN;
    return all ? rows : Math.min(samples / 2, rows);
  }

  /** The same with another number of model samples. */
  public Sampling withSamples(int other) {
    return new Sampling(other, slices, directions, dataBatch, randomNumbers);
  }

  /** The same with another number of slices. */
  public Sampling withSlices(int other) {
    return new Sampling(samples, OptionalInt.of(other), directions, dataBatch, randomNumbers);
  }

  /** The same with other directions. */
  public Sampling withDirections(SliceDirections other) {
    return new Sampling(samples, slices, other, dataBatch, randomNumbers);
  }

  /** The same with another data batch. */
  public Sampling withDataBatch(int other) {
    return new Sampling(samples, slices, directions, other, randomNumbers);
  }

  /** The same with other random numbers. */
  public Sampling withRandomNumbers(RandomNumbers other) {
    return new Sampling(samples, slices, directions, dataBatch, other);
  }
}
