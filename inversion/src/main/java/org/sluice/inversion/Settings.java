package org.sluice.inversion;

import org.sluice.inversion.directions.GivenDirections;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein;

/**
 * How an inversion is done.
 *
 * @param method what is minimised and how it is differentiated; {@link Method#SLUICE} by default
 * @param sampling what is drawn in each step
 * @param optimisation Adam's steps and step sizes
 * @param regularisation what is added to the loss; nothing by default
 * @param stop when to end before the last step
 * @param precision element type of the loss; sampling, the forward map and the optimiser always
 *     work in {@code F64}; {@code F64} by default
 * @param seed of all random numbers; 1 by default
 * @param checkpointSeconds seconds between two checkpoints, more than 0; 30 by default
 */
public record Settings(
    Method method,
    Sampling sampling,
    Optimisation optimisation,
    Regularisation regularisation,
    StopRules stop,
    ElementType precision,
    long seed,
    double checkpointSeconds) {

  // Of 4 bytes each. Beyond, data are sorted anew, so that memory does not grow with all slices.
  private static final long MOST_KEPT_RANKS = 1L << 25;

  /** Checks the ranges. */
  public Settings {
    if (!(checkpointSeconds > 0)) {
      throw new IllegalArgumentException(
          "the seconds between checkpoints must be more than 0, not " + checkpointSeconds);
    }
  }

  /**
   * What a group's loss is evaluated on in a step, with the gradients that the method follows.
   *
   * @param slices P of that step
   */
  public SlicedWasserstein.Shape shape(Group group, int slices) {
    boolean corrected = method.finiteSample() == FiniteSample.CORRECTED;
    long most = corrected ? sampling.samples() / 2 : Long.MAX_VALUE;
    long batch = sampling.dataBatch() == 0 ? most : sampling.dataBatch();
    long data = Math.min(batch, group.data().rows());
    int batches =
        corrected ? Math.toIntExact(Math.max(2, Math.ceilDiv(sampling.samples(), data))) : 1;
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(
                precision,
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
    return method.gradient() == GradientVariant.STANDARD ? shape.withDirectionGradient() : shape;
  }

  /** The number of slices of the first step. */
  public int firstSlices(Problem problem) {
    return new SliceGrowth(sampling, problem.largestDimension()).slices();
  }

  /** The most slices that a step may come to take. */
  public int mostSlices(Problem problem) {
    return new SliceGrowth(sampling, problem.largestDimension()).most(optimisation.steps());
  }

  /**
   * Checks that a problem can be inverted so.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  void requireFit(Problem problem) {
    regularisation.requireFit(problem);
    if (method.weight() == Weight.BOTH && firstSlices(problem) == 1) {
      throw new IllegalArgumentException(
          "half of the slices cannot be whitened by the noise and half by the total when there is one; take 2 or more, or one whitening");
    }
    if (sampling.directions() instanceof GivenDirections given) {
      for (Group group : problem.groups()) {
        given.requireFit(firstSlices(problem), group.dimension());
      }
    }
  }

  /** The defaults. */
  public static Settings defaults() {
    return new Settings(
        Method.SLUICE,
        Sampling.defaults(),
        Optimisation.defaults(),
        Regularisation.none(),
        StopRules.none(),
        ElementType.F64,
        1,
        30);
  }

  /** The same with another method. */
  public Settings withMethod(Method other) {
    return new Settings(
        other, sampling, optimisation, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with other sampling. */
  public Settings withSampling(Sampling other) {
    return new Settings(
        method, other, optimisation, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with another optimisation. */
  public Settings withOptimisation(Optimisation other) {
    return new Settings(
        method, sampling, other, regularisation, stop, precision, seed, checkpointSeconds);
  }

  /** The same with another regularisation. */
  public Settings withRegularisation(Regularisation other) {
    return new Settings(
        method, sampling, optimisation, other, stop, precision, seed, checkpointSeconds);
  }

  /** The same with other stop rules. */
  public Settings withStop(StopRules other) {
    return new Settings(
        method, sampling, optimisation, regularisation, other, precision, seed, checkpointSeconds);
  }

  /** The same in another precision. */
  public Settings withPrecision(ElementType other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, other, seed, checkpointSeconds);
  }

  /** The same with another seed. */
  public Settings withSeed(long other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, precision, other, checkpointSeconds);
  }

  /** The same with another time between checkpoints. */
  public Settings withCheckpointSeconds(double other) {
    return new Settings(
        method, sampling, optimisation, regularisation, stop, precision, seed, other);
  }
}
