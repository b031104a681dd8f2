package org.sluice.cuda;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * One side of the loss on the device: its projections on a block of directions, one column for each
 * direction, sorted in place, and its residuals by point, in columns as well.
 */
final class Side {

  private final ElementType type;
  private final long points;
  private final int parts;
  private final Products products;
  private final ColumnSort sort;
  private final long keys;
  private final long residuals;
  private final long order;
  private final long secondOrder;
  private final long levels;
  private final long weights;

  /**
   * Allocates for a block of directions.
   *
   * @param parts parts of a column that are sorted each on its own
   * @param columns directions of a block
   * @param ordered whether indices are needed: for residuals, or for weights
   */
  Side(
      Device device,
      DeviceMemory memory,
      Products products,
      ElementType type,
      long points,
      int parts,
      long columns,
      boolean ordered,
      boolean withResiduals,
      boolean weighted) {
    this.type = type;
    this.points = points;
    this.parts = parts;
    this.products = products;
    long elements = points * columns;
    long length = points / parts;
    boolean second = ColumnSort.needsSecond(type, length);
    sort = new ColumnSort(device, memory, type, length, columns * parts);
    keys = memory.allocate(elements * type.bytes());
    residuals = withResiduals || second ? memory.allocate(elements * type.bytes()) : 0;
    order = ordered ? memory.allocate(elements * Integer.BYTES) : 0;
    secondOrder = ordered && second ? memory.allocate(elements * Integer.BYTES) : 0;
    levels = weighted ? memory.allocate(elements * Double.BYTES) : 0;
    weights = weighted ? memory.allocate(points * Double.BYTES) : 0;
  }

  long points() {
    return points;
  }

  /** Sorted projections. */
  long keys() {
    return keys;
  }

  /** Indices of the sorted projections' points. */
  long order() {
    return order;
  }

  /** Cumulative weights in sorted order. */
  long levels() {
    return levels;
  }

  /** The points' weights, as a column. */
  Matrix weights() {
    return Products.at(weights, ElementType.F64, points, 1);
  }

  /** The address of the residuals, in the order of points. */
  long residuals() {
    return residuals;
  }

  /** Projects all points on a block of directions, and sorts. */
  void project(Matrix directions, Matrix all) {
    Matrix columns = Products.at(keys, type, directions.rows(), points);
    products.multiply(
        1,
        Products.Factor.of(directions, false),
        Products.Factor.of(all, false),
        directions.columns(),
        0,
        columns,
        type);
    sort.sort(directions.rows() * parts, keys, residuals, order, secondOrder);
  }

  /** The residuals as a factor with one row for each point. */
  Products.Factor residualsByPoint(long columns) {
    return Products.Factor.of(Products.at(residuals, type, columns, points), true);
  }

  /** The residuals as a factor with one row for each direction. */
  Products.Factor residualsByDirection(long columns) {
    return Products.Factor.of(Products.at(residuals, type, columns, points), false);
  }
}
