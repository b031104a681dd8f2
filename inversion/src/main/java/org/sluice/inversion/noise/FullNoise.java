package org.sluice.inversion.noise;

import java.util.List;
import org.sluice.inversion.algebra.LogCholesky;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Noise with any covariance Γ. The physical numbers are the lower triangle of Γ, row by row: {@code
 * covariance[1,1], covariance[2,1], covariance[2,2] …}. The coordinates are the entries of L, with
 * logarithms on its diagonal.
 */
public final class FullNoise implements NoiseModel {

  private final int dimension;
  private final LogCholesky logCholesky;
  private final List<String> names;

  /**
   * Noise on observations of d = {@code dimension} numbers.
   *
   * @throws IllegalArgumentException if {@code dimension} is less than 1
   */
  public FullNoise(int dimension) {
    this.dimension = Dimension.atLeastOne(dimension);
    this.logCholesky = new LogCholesky(dimension);
    this.names = List.copyOf(logCholesky.names("covariance"));
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return LogCholesky.kind(coordinate);
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount("the noise", names, physical);
    double[] coordinates = new double[physical.length];
    try {
      logCholesky.coordinates(physical, coordinates, 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the noise's covariance: " + e.getMessage(), e);
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = new double[coordinates.length];
    logCholesky.physical(coordinates, physical, 0);
    return physical;
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    double[] physical = new double[logCholesky.count()];
    for (int i = 0, diagonal = 0; i < dimension; i++, diagonal += i + 1) {
      physical[diagonal] = standardDeviation * standardDeviation;
    }
    return coordinates(physical);
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    logCholesky.factor(coordinates, 0, lower);
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    logCholesky.backward(lower, gradientLower, gradient, 0);
  }
}
