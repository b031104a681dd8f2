package org.sluice.cli.command;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A shift that two clouds have in common. Distances between them do not depend on it, but what
 * single precision keeps of them does: of numbers near 1e8 it keeps the eights.
 */
final class CommonShift {

  private final double[] shift;

  /** The mean of all points of both, of type {@code F64} in as many columns. */
  CommonShift(Matrix one, Matrix other) {
    shift = new double[Math.toIntExact(one.columns())];
    double points = (double) one.rows() + other.rows();
    for (Matrix cloud : new Matrix[] {one, other}) {
      for (long i = 0; i < cloud.rows(); i++) {
        for (int j = 0; j < shift.length; j++) {
          shift[j] += cloud.get(i, j) / points;
        }
      }
    }
  }

  /**
   * A cloud less the shift, in single precision.
   *
   * @param file of the cloud, for messages
   * @throws SluiceException naming the file and the place if a number is too large for that
   */
  Matrix single(Path file, Matrix cloud, Arena arena) {
    Matrix single = Matrix.allocate(arena, ElementType.F32, cloud.rows(), cloud.columns());
    for (long i = 0; i < cloud.rows(); i++) {
      for (int j = 0; j < shift.length; j++) {
        double less = cloud.get(i, j) - shift[j];
        if (!Float.isFinite((float) less)) {
          throw SluiceException.input(
              "%s: the element in row %d, column %d, less the mean of both files, is %s, which is too large for single precision; leave out --precision f32, or scale both files down",
              file, i + 1, j + 1, less);
        }
        single.set(i, j, less);
      }
    }
    return single;
  }
}
