package org.sluice.inversion.noise;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Noise that is correlated along a coordinate, such as time or position: Γ_ij = sd² (ρ(|x_i − x_j|
 * / length) + δ_ij {@value #NUGGET}). The coordinates are the logarithms of {@code sd} and {@code
 * length}.
 */
public final class StationaryNoise implements NoiseModel {

  /**
   * The variance of additional white noise over sd²: a ten-thousandth in standard deviations.
   * Without it Γ is numerically singular if observations lie close together.
   */
  public static final double NUGGET = 1e-8;

  private static final LogCoordinates NUMBERS =
      new LogCoordinates("the noise", List.of("sd", "length"));

  private final Correlation correlation;
  private final int dimension;
  private final double[] distances;
  private final double meanSpacing;

  /**
   * Noise on observations at the given positions.
   *
   * @param positions the coordinate of each observed number, in any order and unit; {@code length}
   *     has the same unit
   * @throws IllegalArgumentException if there are fewer than two positions, or one is not finite or
   *     given twice
   */
  public StationaryNoise(Correlation correlation, double[] positions) {
    this.correlation = correlation;
    this.dimension = positions.length;
    if (dimension < 2) {
      throw new IllegalArgumentException(
          "correlated noise needs at least 2 positions, not " + dimension);
    }
    double[] sorted = positions.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < dimension; i++) {
      if (!Double.isFinite(sorted[i])) {
        throw new IllegalArgumentException(
            "correlated noise needs finite positions, not " + sorted[i]);
      }
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        throw new IllegalArgumentException(
            "correlated noise needs distinct positions, but %s is given twice"
                .formatted(sorted[i]));
      }
    }
    this.meanSpacing = (sorted[dimension - 1] - sorted[0]) / (dimension - 1);
    this.distances = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        distances[i * dimension + j] = Math.abs(positions[i] - positions[j]);
      }
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    return NUMBERS.names();
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return coordinate == 0 ? CoordinateKind.LOGARITHM : CoordinateKind.PURE;
  }

  @Override
  public double[] coordinates(double[] physical) {
    return NUMBERS.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return NUMBERS.physical(coordinates);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The length is the mean distance between neighbours. Noise of length near 0 would be closer
   * to uncorrelated, but the derivative with respect to the length vanishes there.
   */
  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    return coordinates(new double[] {standardDeviation, meanSpacing});
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if Γ is not finite or, numerically, not positive definite
   */
  @Override
  public void factor(double[] coordinates, double[] lower) {
    double standardDeviation = Math.exp(coordinates[0]);
    double length = Math.exp(coordinates[1]);
    for (int i = 0; i < dimension * dimension; i++) {
      lower[i] = correlation.at(distances[i] / length);
    }
    for (int i = 0; i < dimension; i++) {
      lower[i * dimension + i] += NUGGET;
    }
    Cholesky.factor(lower, dimension, lower);
    for (int i = 0; i < dimension * dimension; i++) {
      lower[i] *= standardDeviation;
    }
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    double variance = Math.exp(2 * coordinates[0]);
    double length = Math.exp(coordinates[1]);
    double[] gradientCovariance = Cholesky.backward(lower, dimension, gradientLower);
    double bySd = 0;
    double byLength = 0;
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        int k = i * dimension + j;
        if (j <= i) {
          bySd += gradientLower[k] * lower[k];
        }
        byLength += gradientCovariance[k] * correlation.logLengthDerivative(distances[k] / length);
      }
    }
    gradient[0] += bySd;
    gradient[1] += variance * byLength;
  }
}
