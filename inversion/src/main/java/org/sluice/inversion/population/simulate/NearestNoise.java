package org.sluice.inversion.population.simulate;

import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;

/**
 * The member of a family of noise that noise of another family is compared with: that of the same
 * covariance where there is one, else of the same marginal standard deviations.
 */
final class NearestNoise {

  private NearestNoise() {}

  /** Γ of a family's member with the given numbers, d × d. */
  static double[] covariance(NoiseModel family, double[] numbers) {
    int d = family.dimension();
    double[] lower = new double[d * d];
    family.factor(family.coordinates(numbers), lower);
    return Cholesky.product(lower, d);
  }

  /**
   * Physical numbers of {@code model} for noise of a covariance.
   *
   * @throws IllegalArgumentException if the family has no such member
   */
  static double[] of(NoiseModel model, double[] covariance) {
    int d = model.dimension();
    return switch (model) {
      case FullNoise _ -> lowerTriangle(covariance, d);
      case DiagonalNoise _ -> standardDeviations(covariance, d);
      case IsotropicNoise _ -> new double[] {pooledStandardDeviation(covariance, d)};
      default ->
          throw new IllegalArgumentException(
              "noise of another covariance than the model's, which nature.noise or chaos makes, goes with noise.type = \"isotropic\", \"diagonal\" or \"full\" only");
    };
  }

  private static double[] lowerTriangle(double[] covariance, int d) {
    double[] entries = new double[d * (d + 1) / 2];
    int next = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        entries[next++] = covariance[i * d + j];
      }
    }
    return entries;
  }

  private static double[] standardDeviations(double[] covariance, int d) {
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      deviations[i] = Math.sqrt(covariance[i * d + i]);
    }
    return deviations;
  }

  private static double pooledStandardDeviation(double[] covariance, int d) {
    double trace = 0;
    for (int i = 0; i < d; i++) {
      trace += covariance[i * d + i];
    }
    return Math.sqrt(trace / d);
  }
}
