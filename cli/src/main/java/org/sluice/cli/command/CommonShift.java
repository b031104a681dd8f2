package org.sluice.cli.command;

import java.lang.foreign.Arena;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A shift that two clouds have in common. Distances between them do not depend on it, but what
 * single precision keeps of them does: of numbers near 1e8 it keeps the eights.
 */
final class CommonShift {

  private final double[] shift;

  /**
   * The mean of all points of both, of type {@code F64} in as many columns. Numbers that are not
   * finite are passed over; the loss refuses them with their place.
   */
  CommonShift(Matrix one, Matrix other) {
    shift = new double[Math.toIntExact(one.columns())];
    double points = (double) one.rows() + other.rows();
    for (Matrix cloud : new Matrix[] {one, other}) {
      for (long i = 0; i < cloud.rows(); i++) {
        for (int j = 0; j < shift.length; j++) {
          double value = cloud.get(i, j);
          shift[j] += Double.isFinite(value) ? value / points : 0;
        }
      }
    }
  }

  /** A cloud less the shift, in single precision. */
  Matrix single(Matrix cloud, Arena arena) {
    Matrix single = Matrix.allocate(arena, ElementType.F32, cloud.rows(), cloud.columns());
    for (long i = 0; i < cloud.rows(); i++) {
      for (int j = 0; j < shift.length; j++) {
        single.set(i, j, cloud.get(i, j) - shift[j]);
      }
    }
    return single;
  }
}
