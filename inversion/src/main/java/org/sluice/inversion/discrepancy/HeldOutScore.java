package org.sluice.inversion.discrepancy;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A model's held-out loss. With q of the blocks of data and r of those of model samples it is the
 * mean of ⟨q_a, q_b⟩ over distinct blocks, plus that of ⟨r_a, r_b⟩, less twice that of ⟨q_a, r_b⟩:
 * an unbiased estimate of |E q − E r|².
 *
 * <p>Its error comes from both clouds. Each one's share of the variance is that of the jackknife
 * over its blocks (Efron and Stein, The Annals of Statistics 9, 1981; of two independent samples it
 * is the sum). It is too large rather than too small where the model is right, since the loss is
 * then a product of two small differences. As the blocks of data are few, errors are widened by
 * Student's law, so that two of them hold 95 % as with many blocks.
 */
public final class HeldOutScore {

  private static final double TWO_SIDED = 0.975;
  private static final double OF_MANY = 1.959963984540054;

  private final BlockProducts data;
  private final BlockProducts model;

  HeldOutScore(BlockProducts data, BlockProducts model) {
    this.data = data;
    this.model = model;
  }

  /** The mean over slices. */
  static HeldOutScore mean(HeldOutScore[] slices) {
    return new HeldOutScore(
        BlockProducts.mean(
            Arrays.stream(slices).map(slice -> slice.data).toArray(BlockProducts[]::new)),
        BlockProducts.mean(
            Arrays.stream(slices).map(slice -> slice.model).toArray(BlockProducts[]::new)));
  }

  /** The unbiased estimate. */
  public double squared() {
    return data.squaredMean(BlockProducts.NONE)
        + model.squaredMean(BlockProducts.NONE)
        - 2 * data.product(BlockProducts.NONE);
  }

  /** Of {@link #squared}: the scatter of the held-out data and of the model samples. */
  public double standardError() {
    return error(this::withoutData, this::withoutSamples);
  }

  /** The excess of this model's loss over that of another one on the same data. */
  public double excessOver(HeldOutScore other) {
    return squared() - other.squared();
  }

  /** Of {@link #excessOver}; much less than that of the losses, since the data are the same. */
  public double standardErrorOfExcess(HeldOutScore other) {
    return error(
        block -> withoutData(block) - other.withoutData(block),
        block -> withoutSamples(block) - other.withoutSamples(block));
  }

  /** But for what does not depend on the data. */
  private double withoutData(int block) {
    return data.squaredMean(block) - 2 * data.product(block);
  }

  /** But for what does not depend on the samples. */
  private double withoutSamples(int block) {
    return model.squaredMean(block) - 2 * model.product(block);
  }

  private double error(IntToDoubleFunction withoutData, IntToDoubleFunction withoutSamples) {
    double widened =
        new TDistribution(data.count() - 1).inverseCumulativeProbability(TWO_SIDED) / OF_MANY;
    return widened
        * Math.sqrt(
            jackknife(data.count(), withoutData) + jackknife(model.count(), withoutSamples));
  }

  /** The jackknife's variance. */
  private static double jackknife(int count, IntToDoubleFunction without) {
    double[] left = new double[count];
    Arrays.setAll(left, without);
    double mean = 0;
    for (double value : left) {
      mean += value / count;
    }
    double squares = 0;
    for (double value : left) {
      squares += (value - mean) * (value - mean);
    }
    return squares * (count - 1) / count;
  }
}
