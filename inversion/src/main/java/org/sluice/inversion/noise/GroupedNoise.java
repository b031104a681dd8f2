package org.sluice.inversion.noise;

import java.util.Arrays;
import java.util.List;

/**
 * Groups of observations, one after another, each with noise of the same law and independent of the
 * others, such as sensors whose noise is correlated in time: Γ is block diagonal with equal blocks.
 */
public final class GroupedNoise implements NoiseModel {

  private final NoiseModel group;
  private final int groups;

  /**
   * Noise on {@code groups} times as many observations as {@code group} has.
   *
   * @throws IllegalArgumentException if {@code groups} is less than 1
   */
  public GroupedNoise(NoiseModel group, int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "the noise must have at least 1 group of observations, not " + groups);
    }
    this.group = group;
    this.groups = groups;
  }

  @Override
  public int dimension() {
    return groups * group.dimension();
  }

  @Override
  public List<String> names() {
    return group.names();
  }

  @Override
  public double[] coordinates(double[] physical) {
    return group.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return group.physical(coordinates);
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    return group.coordinatesOfStandardDeviation(standardDeviation);
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    int size = group.dimension();
    int dimension = dimension();
    double[] block = new double[size * size];
    group.factor(coordinates, block);
    Arrays.fill(lower, 0, dimension * dimension, 0);
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < size; i++) {
        System.arraycopy(block, i * size, lower, (g * size + i) * dimension + g * size, size);
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    int size = group.dimension();
    int dimension = dimension();
    double[] block = new double[size * size];
    double[] gradientBlock = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        block[i * size + j] = lower[i * dimension + j];
        for (int g = 0; g < groups; g++) {
          gradientBlock[i * size + j] += gradientLower[(g * size + i) * dimension + g * size + j];
        }
      }
    }
    group.backward(coordinates, block, gradientBlock, gradient);
  }
}
