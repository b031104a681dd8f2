package org.sluice.inversion.noise;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Uncorrelated noise with one standard deviation {@code sd} for all observed numbers: Γ = sd² I.
 * The coordinate is log sd.
 */
public final class IsotropicNoise implements NoiseModel {

  private static final LogCoordinates NUMBERS = new LogCoordinates("the noise", List.of("sd"));

  private final int dimension;

  /**
   * Noise on observations of d = {@code dimension} numbers.
   *
   * @throws IllegalArgumentException if {@code dimension} is less than 1
   */
  public IsotropicNoise(int dimension) {
    this.dimension = Dimension.atLeastOne(dimension);
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
    return CoordinateKind.LOGARITHM;
  }

  @Override
  public double[] coordinates(double[] physical) {
    return NUMBERS.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return NUMBERS.physical(coordinates);
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    return coordinates(new double[] {standardDeviation});
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    Arrays.fill(lower, 0, dimension * dimension, 0);
    double standardDeviation = Math.exp(coordinates[0]);
    for (int i = 0; i < dimension; i++) {
      lower[i * dimension + i] = standardDeviation;
    }
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    double trace = 0;
    for (int i = 0; i < dimension; i++) {
      trace += gradientLower[i * dimension + i];
    }
    gradient[0] += trace * lower[0];
  }
}
