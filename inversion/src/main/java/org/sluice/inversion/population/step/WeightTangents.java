package org.sluice.inversion.population.step;

import org.sluice.inversion.discrepancy.Whitening;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.samples.LowerTangent;
import org.sluice.kernels.Matrix;

/**
 * The derivatives of directions that are whitened by the noise, by the noise's coordinates: the
 * standard gradient follows them too.
 */
final class WeightTangents {

  private final NoiseModel noise;
  private final MetricWeights weights;
  private final int dimension;

  WeightTangents(NoiseModel noise, MetricWeights weights) {
    this.noise = noise;
    this.weights = weights;
    dimension = noise.dimension();
  }

  /**
   * ∂w/∂coordinate of whitened directions w = L′⁻ᵀθ, by a central difference.
   *
   * @param lower L at {@code phi}
   * @param w K × d, row after row
   * @return likewise
   */
  double[] of(double[] phi, double[] lower, int coordinate, double[] w) {
    double[] unwhitened = unwhitened(lower, w);
    double width = LowerTangent.width(noise, lower, coordinate);
    double[] moved = phi.clone();
    moved[coordinate] = phi[coordinate] + width;
    double whole = moved[coordinate];
    double[] above = whitened(moved, unwhitened);
    moved[coordinate] = phi[coordinate] - width;
    whole -= moved[coordinate];
    double[] below = whitened(moved, unwhitened);
    for (int e = 0; e < above.length; e++) {
      above[e] = (above[e] - below[e]) / whole;
    }
    return above;
  }

  /** Θ = W L′. */
  private double[] unwhitened(double[] lower, double[] w) {
    double[] factor = new double[lower.length];
    weights.noiseFactor(lower, factor);
    double[] product = new double[w.length];
    for (int k = 0; k < w.length / dimension; k++) {
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j <= i; j++) {
          product[k * dimension + j] += w[k * dimension + i] * factor[i * dimension + j];
        }
      }
    }
    return product;
  }

  private double[] whitened(double[] phi, double[] directions) {
    double[] lower = new double[dimension * dimension];
    noise.factor(phi, lower);
    double[] factor = new double[lower.length];
    weights.noiseFactor(lower, factor);
    int count = directions.length / dimension;
    double[] w = new double[directions.length];
    new Whitening(dimension)
        .apply(factor, Matrix.of(directions, count, dimension), Matrix.of(w, count, dimension));
    return w;
  }
}
