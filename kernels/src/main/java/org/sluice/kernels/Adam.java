package org.sluice.kernels;

/**
 * The Adam optimiser's update rule (Kingma and Ba, arXiv 1412.6980, algorithm 1).
 *
 * <p>m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η · (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε).
 */
public final class Adam {

  private Adam() {}

  /**
   * The scalars of one step.
   *
   * @param count the step's number t, from 1
   * @param learningRate η, 0 or more
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε, more than 0
   */
  public record Step(long count, double learningRate, double beta1, double beta2, double epsilon) {

    /** Checks the ranges. */
    public Step {
      boolean valid =
          count >= 1
              && learningRate >= 0
              && beta1 >= 0
              && beta1 < 1
              && beta2 >= 0
              && beta2 < 1
              && epsilon > 0;
      if (!valid) {
        throw new IllegalArgumentException(
            "Adam needs count >= 1, learningRate >= 0, beta1 and beta2 in [0, 1), epsilon > 0, not (%d, %s, %s, %s, %s)"
                .formatted(count, learningRate, beta1, beta2, epsilon));
      }
    }

    /** A step with the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    public static Step of(long count, double learningRate) {
      return new Step(count, learningRate, 0.9, 0.999, 1e-8);
    }
  }
}
