package org.sluice.inversion.population.step;

import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The sizes of the steps of an inversion: how many slices, model samples and data each of them
 * takes.
 */
public final class StepSizes {

  // Of 4 bytes each. Beyond, data are sorted anew, so that memory does not grow with all slices.
  private static final long MOST_KEPT_RANKS = 1L << 25;

  private final Problem problem;
  private final Settings settings;

  /**
   * The sizes for a problem.
   *
   * @throws IllegalArgumentException if a single slice is to be shared by two weights, or if given
   *     directions are too few or of another dimension
   */
  public StepSizes(Problem problem, Settings settings) {
    this.problem = problem;
    this.settings = settings;
    if (settings.method().weight() == Weight.BOTH && firstSlices() == 1) {
      throw new IllegalArgumentException(
          "half of the slices cannot be whitened by the noise and half by the total when there is one; take 2 or more, or one whitening");
    }
    if (settings.sampling().directions() instanceof GivenDirections given) {
      for (Group group : problem.groups()) {
        given.requireFit(firstSlices(), group.dimension());
      }
    }
  }

  /** How the number of slices develops from the first step on; a new one for each call. */
  public SliceGrowth growth() {
    return new SliceGrowth(settings.sampling(), problem.largestDimension());
  }

  /** P of the first step, at least 1. */
  public int firstSlices() {
    return growth().slices();
  }

  /** The most slices that a step may come to take, at least {@link #firstSlices}. */
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
    long most = corrected ? sampling.samples() / 2 : Long.MAX_VALUE;
    long batch = sampling.dataBatch() == 0 ? most : sampling.dataBatch();
    long data = Math.min(batch, group.data().rows());
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
        sampling.commonRandomNumbers() || sampling.directions() instanceof GivenDirections;
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
