package org.sluice.inversion.network.fourier;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Views of batches of fields on a grid.
 *
 * <p>Fields are point-major: b fields of c channels on n points are n × (b·c) to the transforms and
 * (n·b) × c to the pointwise products, without moving a number. To a chain they are b × (n·c).
 */
final class Fields {

  private final int points;
  private final int most;
  private final Matrix identity;

  /**
   * Fields on a grid of {@code points}, of which up to {@code most} are transposed at once.
   *
   * @param points n
   */
  Fields(Backend backend, ElementType type, int points, int most) {
    this.points = points;
    this.most = most;
    Matrix host = Matrix.of(new double[most * most], most, most);
    for (int b = 0; b < most; b++) {
      host.set(b, b, 1);
    }
    identity = backend.allocate(type, most, most);
    backend.copy(host, identity);
  }

  /** N. */
  int points() {
    return points;
  }

  /** Fields as (n·b) × c. */
  Matrix tall(Matrix fields) {
    return fields.part(0, points * fields.rows(), fields.columns() / points);
  }

  /** Fields as n × (b·c). */
  Matrix wide(Matrix fields) {
    return fields.part(0, points, fields.rows() * (fields.columns() / points));
  }

  /** To ← the transpose of a matrix with one row or one column for each of b examples. */
  void transpose(Backend backend, Matrix from, Matrix to, long b) {
    // A product by the identity is exact.
    Matrix one = new Matrix(identity.segment(), identity.type(), b, b, most);
    if (from.rows() == b) {
      backend.multiply(1, from, true, one, false, 0, to);
    } else {
      backend.multiply(1, one, false, from, true, 0, to);
    }
  }
}
