package org.sluice.inversion.population.step;

import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.problem.DivergedException;

/**
 * The factor of K̄ + Γ, which whitens the slices whose weight is the noise. K̄ is the mean over
 * data of the known covariances, so K̄ + Γ is the mean covariance of an observation's noise. Every
 * weight that is held constant has the same minimiser, so the mean will do for all data, and a
 * sample need not belong to a datum. Without known noise it is the factor of Γ.
 */
public final class NoiseWeight {

  private final int dimension;
  private final double[] known;

  /**
   * Creates the weight of one group.
   *
   * @param known or null
   */
  public NoiseWeight(KnownNoise known, int dimension) {
    this.dimension = dimension;
    this.known = known == null ? null : known.meanCovariance();
  }

  /**
   * Writes the factor.
   *
   * @param lower L of Γ = LLᵀ
   * @param factor written, d × d
   * @throws DivergedException if the sum is not positive definite
   */
  public void factor(double[] lower, double[] factor) {
    if (known == null) {
      System.arraycopy(lower, 0, factor, 0, factor.length);
      return;
    }
    double[] sum = Cholesky.product(lower, dimension);
    for (int e = 0; e < sum.length; e++) {
      sum[e] += known[e];
    }
    try {
      Cholesky.factor(sum, dimension, factor);
    } catch (IllegalArgumentException e) {
      throw new DivergedException(
          "the known covariance and the learned one are together not positive definite; lower the learning rate or start with more noise");
    }
  }

  /**
   * The standard deviation of the noise in each observed number, of its known part and the learned
   * one together.
   *
   * @param covariance Γ, d × d, row after row
   * @return √(K̄ + Γ)ₖₖ, d numbers in a new array
   */
  public double[] standardDeviations(double[] covariance) {
    double[] deviations = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      int entry = k * dimension + k;
      deviations[k] = Math.sqrt(covariance[entry] + (known == null ? 0 : known[entry]));
    }
    return deviations;
  }

  /**
   * Adds ∂L to {@code gradientLower}: from the factor's gradient S = ∂(K̄ + Γ), then 2 S L.
   *
   * @param lower L
   * @param factor the factor that {@link #factor} wrote for it
   * @param gradientFactor ∂ of that factor; only its lower triangle is read
   */
  void backward(double[] lower, double[] factor, double[] gradientFactor, double[] gradientLower) {
    if (known == null) {
      for (int e = 0; e < gradientLower.length; e++) {
        gradientLower[e] += gradientFactor[e];
      }
      return;
    }
    double[] symmetric = Cholesky.backward(factor, dimension, gradientFactor);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = j; k < dimension; k++) {
          sum = Math.fma(symmetric[i * dimension + k], lower[k * dimension + j], sum);
        }
        gradientLower[i * dimension + j] += 2 * sum;
      }
    }
  }
}
