package org.sluice.inversion.noise;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Uncorrelated noise, Γ diagonal: each observed number has a standard deviation of its own, {@code
 * sd[1] … sd[d]}. The coordinates are their logarithms.
 */
public final class DiagonalNoise implements NoiseModel {

  private final int dimension;
  private final LogCoordinates numbers;

  /**
   * Noise on observations of d = {@code dimension} numbers.
   *
   * @throws IllegalArgumentException if {@code dimension} is less than 1
   */
  public DiagonalNoise(int dimension) {
    this.dimension = Dimension.atLeastOne(dimension);
    this.numbers =
        new LogCoordinates(
            "the noise",
            IntStream.rangeClosed(1, dimension).mapToObj(i -> "sd[" + i + "]").toList());
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    return numbers.names();
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return CoordinateKind.LOGARITHM;
  }

  @Override
  public double[] coordinates(double[] physical) {
    return numbers.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return numbers.physical(coordinates);
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    double[] physical = new double[dimension];
    Arrays.fill(physical, standardDeviation);
    return coordinates(physical);
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    Arrays.fill(lower, 0, dimension * dimension, 0);
    for (int i = 0; i < dimension; i++) {
      lower[i * dimension + i] = Math.exp(coordinates[i]);
    }
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    for (int i = 0; i < dimension; i++) {
      int diagonal = i * dimension + i;
      gradient[i] += gradientLower[diagonal] * lower[diagonal];
    }
  }
}
