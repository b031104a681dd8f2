package org.sluice.inversion.population.step;

import java.util.Arrays;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.algebra.SpectralConditionNumber;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.samples.ModelSamples;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Weight;

/**
 * The factors L′ of one group's weights Γ′ in a step: of its noise and, if the method uses it, of
 * the total covariance.
 */
final class MetricWeights {

  private final int dimension;
  private final NoiseWeight noise;
  private final SignalCovariance signal;
  private final boolean usesTotal;
  private final double[] byNoise;
  private final double[] byTotal;
  private final double[] gradient;

  /**
   * Weights for a group.
   *
   * @param signal the average behind the total covariance, which {@link #learn} adds to
   * @param weight the kind of weight, which says whether the total covariance is used
   */
  MetricWeights(Group group, SignalCovariance signal, Weight weight) {
    this.signal = signal;
    dimension = group.dimension();
    noise = new NoiseWeight(group.known(), dimension);
    usesTotal = weight != Weight.NOISE;
    byNoise = new double[dimension * dimension];
    byTotal = new double[dimension * dimension];
    gradient = new double[dimension * dimension];
  }

  /**
   * Takes the weights of a step.
   *
   * @param heldLower L of Γ where it is held constant
   * @param samples G(z), from which the total covariance is taken if no step has been averaged yet
   * @throws DivergedException if a covariance is not positive definite
   */
  void hold(double[] heldLower, ModelSamples samples) {
    noise.factor(heldLower, byNoise);
    if (usesTotal) {
      if (signal.isEmpty()) {
        samples.teach(signal);
      }
      signal.totalFactor(byNoise, byTotal);
    }
  }

  /** Writes the factor of K̄ + LLᵀ, the noise's weight. */
  void noiseFactor(double[] lower, double[] factor) {
    noise.factor(lower, factor);
  }

  /** Returns L′ of the total covariance, or of the noise. */
  double[] factor(boolean total) {
    return total ? byTotal : byNoise;
  }

  /** Adds the derivative of a loss that was whitened by the noise to ∂L. */
  void backward(SlicedLoss loss, double scale, double[] lower, double[] lowerGradient) {
    Arrays.fill(gradient, 0);
    loss.weightBackward(byNoise, scale, gradient);
    noise.backward(lower, byNoise, gradient, lowerGradient);
  }

  /** Empties the signal's average. */
  void forget() {
    signal.forget();
  }

  /** Adds a step's samples to the signal's average, if that is used. */
  void learn(ModelSamples samples) {
    if (usesTotal) {
      samples.teach(signal);
    }
  }

  /** {@link NoiseWeight#standardDeviations} with LLᵀ for Γ. */
  double[] noiseStandardDeviations(double[] lower) {
    return noise.standardDeviations(Cholesky.product(lower, dimension));
  }

  /** cond(K̄ + Γ). */
  double conditionNumber() {
    return SpectralConditionNumber.of(byNoise, dimension).value();
  }

  /** √(tr(K̄ + Γ) / d). */
  double noiseStandardDeviation() {
    double squares = 0;
    for (double entry : byNoise) {
      squares += entry * entry;
    }
    return Math.sqrt(squares / dimension);
  }
}
