package org.sluice.inversion.algebra;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Converts a full covariance Γ = L Lᵀ to unconstrained coordinates and back. The coordinates are
 * the lower triangle of its Cholesky factor L, row by row, with logarithms on the diagonal. The
 * physical numbers are the lower triangle of Γ in the same order: (1,1), (2,1), (2,2), (3,1) …
 */
public final class LogCholesky {

  private final int dimension;

  /** Serves d × d covariances, where d = {@code dimension} is 0 or more. */
  public LogCholesky(int dimension) {
    this.dimension = dimension;
  }

  /** The number of coordinates, d (d + 1) / 2. */
  public int count() {
    return dimension * (dimension + 1) / 2;
  }

  /** Names the entries {@code prefix[i,j]}, counted from 1. */
  public List<String> names(String prefix) {
    List<String> names = new ArrayList<>(count());
    for (int i = 1; i <= dimension; i++) {
      for (int j = 1; j <= i; j++) {
        names.add("%s[%d,%d]".formatted(prefix, i, j));
      }
    }
    return names;
  }

  /**
   * The kind of a coordinate: those on the diagonal of L are logarithms.
   *
   * @param coordinate from 0
   */
  public static CoordinateKind kind(int coordinate) {
    int row = (int) ((Math.sqrt(8.0 * coordinate + 1) - 1) / 2);
    return coordinate == row * (row + 3) / 2 ? CoordinateKind.LOGARITHM : CoordinateKind.LINEAR;
  }

  /**
   * Writes the coordinates of a covariance.
   *
   * @param physical holds the lower triangle of Γ from {@code offset}
   * @param coordinates written from {@code offset}
   * @throws IllegalArgumentException if Γ is not positive definite
   */
  public void coordinates(double[] physical, double[] coordinates, int offset) {
    double[] lower = new double[dimension * dimension];
    for (int i = 0, k = offset; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i * dimension + j] = physical[k++];
      }
    }
    Cholesky.factor(lower, dimension, lower);
    for (int i = 0, k = offset; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        coordinates[k++] = lower[i * dimension + j];
      }
      coordinates[k++] = Math.log(lower[i * dimension + i]);
    }
  }

  /** Writes the covariance of coordinates; the inverse of {@link #coordinates}. */
  public void physical(double[] coordinates, double[] physical, int offset) {
    double[] lower = new double[dimension * dimension];
    factor(coordinates, offset, lower);
    double[] covariance = Cholesky.product(lower, dimension);
    for (int i = 0, k = offset; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        physical[k++] = covariance[i * dimension + j];
      }
    }
  }

  /** Writes L, d × d with zeros above the diagonal, from the coordinates at {@code offset}. */
  public void factor(double[] coordinates, int offset, double[] lower) {
    for (int i = 0, k = offset; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        lower[i * dimension + j] = j < i ? coordinates[k++] : 0;
      }
      lower[i * dimension + i] = Math.exp(coordinates[k++]);
    }
  }

  /**
   * Adds ∂J/∂coordinates to {@code gradient} from {@code offset} on; reads the lower triangle of
   * ∂J/∂L only.
   */
  public void backward(double[] lower, double[] gradientLower, double[] gradient, int offset) {
    for (int i = 0, k = offset; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        gradient[k++] += gradientLower[i * dimension + j];
      }
      int diagonal = i * dimension + i;
      gradient[k++] += gradientLower[diagonal] * lower[diagonal];
    }
  }
}
