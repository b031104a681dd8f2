package org.sluice.inversion.noise;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Noise in equal blocks of observations that are independent of each other, such as sensors whose
 * noise is correlated in time: Γ is block diagonal with equal blocks, one after another.
 */
public final class BlockDiagonalNoise implements NoiseModel {

  private final NoiseModel block;
  private final int blocks;

  /**
   * Repeats a block.
   *
   * @param block the noise of one block
   * @param blocks the number of blocks, at least 1
   * @throws IllegalArgumentException if {@code blocks} is less than 1
   */
  public BlockDiagonalNoise(NoiseModel block, int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException(
          "the noise must have at least 1 block of observations, not " + blocks);
    }
    this.block = block;
    this.blocks = blocks;
  }

  @Override
  public int dimension() {
    return blocks * block.dimension();
  }

  @Override
  public List<String> names() {
    return block.names();
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return block.kind(coordinate);
  }

  @Override
  public double[] coordinates(double[] physical) {
    return block.coordinates(physical);
  }

  @Override
  public double[] physical(double[] coordinates) {
    return block.physical(coordinates);
  }

  @Override
  public double[] coordinatesOfStandardDeviation(double standardDeviation) {
    return block.coordinatesOfStandardDeviation(standardDeviation);
  }

  @Override
  public void factor(double[] coordinates, double[] lower) {
    int size = block.dimension();
    int dimension = dimension();
    double[] blockLower = new double[size * size];
    block.factor(coordinates, blockLower);
    Arrays.fill(lower, 0, dimension * dimension, 0);
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < size; i++) {
        System.arraycopy(blockLower, i * size, lower, (b * size + i) * dimension + b * size, size);
      }
    }
  }

  @Override
  public void backward(
      double[] coordinates, double[] lower, double[] gradientLower, double[] gradient) {
    int size = block.dimension();
    int dimension = dimension();
    double[] blockLower = new double[size * size];
    double[] blockGradient = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        blockLower[i * size + j] = lower[i * dimension + j];
        for (int b = 0; b < blocks; b++) {
          blockGradient[i * size + j] += gradientLower[(b * size + i) * dimension + b * size + j];
        }
      }
    }
    block.backward(coordinates, blockLower, blockGradient, gradient);
  }
}
