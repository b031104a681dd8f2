package org.sluice.inversion.directions;

import java.util.Arrays;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Matrix;

/** Uses the directions that the caller gave, the same in each step. */
public final class GivenDirections implements SliceDirections {

  private final double[] rows;
  private final int count;
  private final int dimension;

  /**
   * Copies the directions and scales each row to length one.
   *
   * @param directions P × d, a host matrix
   * @throws IllegalArgumentException naming a row that is zero or not finite
   */
  public GivenDirections(Matrix directions) {
    count = Math.toIntExact(directions.rows());
    dimension = Math.toIntExact(directions.columns());
    rows = new double[Math.multiplyExact(count, dimension)];
    double[] row = new double[dimension];
    for (int k = 0; k < count; k++) {
      directions.readRow(k, row);
      if (!UnitLength.scale(row)) {
        throw new IllegalArgumentException(
            "row %d of the directions has no direction; give numbers that are finite and not all zero"
                .formatted(k + 1));
      }
      System.arraycopy(row, 0, rows, k * dimension, dimension);
    }
  }

  /** P, the number of directions. */
  public int count() {
    return count;
  }

  /** d, the dimension of each direction. */
  public int dimension() {
    return dimension;
  }

  @Override
  public String word() {
    return "given";
  }

  /**
   * Checks that the directions have the given number and dimension.
   *
   * @throws IllegalArgumentException with both shapes
   */
  public void requireFit(int slices, int neededDimension) {
    if (count != slices || dimension != neededDimension) {
      throw new IllegalArgumentException(
          "%d directions of %d numbers were given, but %d slices of dimension %d need as many"
              .formatted(count, dimension, slices, neededDimension));
    }
  }

  @Override
  public void fill(long seed, long stream, long start, Matrix out) {
    double[] row = new double[dimension];
    for (int k = 0; k < out.rows(); k++) {
      System.arraycopy(rows, ((int) start + k) * dimension, row, 0, dimension);
      out.writeRow(k, row);
    }
  }

  @Override
  public DirectionScheme dependence() {
    return DirectionScheme.IID;
  }

  @Override
  public String toString() {
    return "given %d x %d, %08x".formatted(count, dimension, Arrays.hashCode(rows));
  }
}
