package org.sluice.cli.file;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Reads the weights of points from a sample file. */
public final class WeightsFile {

  private WeightsFile() {}

  /**
   * Reads the weights of a file of points.
   *
   * @param file the weights, one a row, or null for none
   * @param points the file of points, for messages
   * @param rows number of points
   * @return rows × 1, {@code F64}, or null if there is no file
   * @throws SluiceException if a weight is negative or all are zero, naming the row
   */
  public static Matrix read(Path file, Arena arena, Path points, long rows) {
    if (file == null) {
      return null;
    }
    Matrix weights = SampleFile.read(file, arena, ElementType.F64);
    if (weights.rows() != rows || weights.columns() != 1) {
      throw SluiceException.input(
          "%s: the weights are %s, but %s has %d rows, so %d x 1 is needed",
          file, weights.shape(), points, rows, rows);
    }
    double sum = 0;
    for (long i = 0; i < rows; i++) {
      double weight = weights.get(i, 0);
      if (weight < 0) {
        throw SluiceException.input(
            "%s: the weight in row %d is %s; weights must not be negative", file, i + 1, weight);
      }
      sum += weight;
    }
    if (!(sum > 0)) {
      throw SluiceException.input("%s: all weights are zero", file);
    }
    return weights;
  }
}
