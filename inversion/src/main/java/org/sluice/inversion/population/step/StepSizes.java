package org.sluice.inversion.population.step;

import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.SlicedWasserstein;

/** The sizes of an inversion's steps: numbers of slices, model samples and data. */
public final class StepSizes {

  // Entries of 4 bytes. Above this limit data are sorted in each step, so that memory does not grow
  // with the number of slices.
  private static final long MOST_KEPT_RANKS = 1L << 25;

  private final Problem problem;
  private final Settings settings;

  /**
   * The sizes for a problem.
   *
   * @throws IllegalArgumentException if two weights are to share a single slice, if the given
   *     directions are too few or have another dimension, or if random numbers are common and a
   *     batch has fewer than all data
   */
  public StepSizes(Problem problem, Settings settings) {
    this.problem = problem;
    this.settings = settings;
    if (settings.method().weight() == Weight.BOTH && firstSlices() == 1) {
      throw new IllegalArgumentException(
          "half of the slices cannot be whitened by the noise and half by the total when there is one; take 2 or more, or one whitening");
    }
    Sampling sampling = settings.sampling();
    for (Group group : problem.groups()) {
      long rows = group.data().rows();
      if (sampling.randomNumbers() == RandomNumbers.COMMON
          && sampling.data(settings.method().finiteSample(), rows) < rows) {
        throw new IllegalArgumentException(
            "random_numbers = \"common\" fixes a function of all %d data, of which data_batch = %d leaves some out in every step; leave data_batch out or take random_numbers = \"fresh\""
                .formatted(rows, sampling.dataBatch()));
      }
    }
    if (sampling.directions() instanceof GivenDirections given) {
      for (Group group : problem.groups()) {
        given.requireFit(firstSlices(), group.dimension());
      }
    }
  }

  /** Returns a new rule for the growth of the number of slices, at its first step. */
  public SliceGrowth growth() {
    return new SliceGrowth(settings.sampling(), problem.largestDimension());
  }

  /** P of the first step, at least 1. */
  public int firstSlices() {
    return growth().slices();
  }

  /** The largest number of slices of any step, at least {@link #firstSlices}. */
  public int mostSlices() {
    return growth().most(settings.optimisation().steps());
  }

  /**
   * The shape of a group's loss in a step, with the gradients that the method follows.
   *
   * @param slices P of that step, or of one weight's part of it
   */
  public SlicedWasserstein.Shape shape(Group group, int slices) {
    Sampling sampling = settings.sampling();
    boolean corrected = settings.method().finiteSample() == FiniteSample.CORRECTED;
    long data = sampling.data(settings.method().finiteSample(), group.data().rows());
    int batches =
        corrected ? Math.toIntExact(Math.max(2, Math.ceilDiv(sampling.samples(), data))) : 1;
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(
                settings.precision(),
                corrected ? batches * data : sampling.samples(),
                data,
                group.dimension(),
                slices)
            .withSampleGradient();
    if (corrected) {
      shape = shape.withBatches(batches);
    }
    // A full Γ turns the directions from step to step, but slowly.
    boolean sameDirections =
        sampling.randomNumbers() == RandomNumbers.COMMON
            || sampling.directions() instanceof GivenDirections;
    boolean few = data * slices <= MOST_KEPT_RANKS;
    if (data == group.data().rows()) {
      shape = shape.withConstantData();
      if (sameDirections && few) {
        shape = shape.withRecurringDirections();
      }
    }
    return settings.method().gradient() == GradientVariant.STANDARD
        ? shape.withDirectionGradient()
        : shape;
  }
}
