package org.sluice.cli.file;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes files of samples, one a row. The ending of the name gives the format: {@code
 * .npy}, {@code .csv} or {@code .tsv}.
 */
public final class SampleFile {

  private SampleFile() {}

  /**
   * Reads a file into a native matrix of finite numbers with at least one row and one column.
   *
   * @param arena owns the matrix
   * @param type the matrix's type; the file's numbers are rounded to it
   * @throws SluiceException naming the file and, where there is one, the row and column
   */
  public static Matrix read(Path file, Arena arena, ElementType type) {
    return read(file, arena, type, List.of());
  }

  /**
   * Reads chosen columns of a {@code .csv} or {@code .tsv} file.
   *
   * @param columns names from the header, or numbers from 1; all columns if there are none
   */
  public static Matrix read(Path file, Arena arena, ElementType type, List<String> columns) {
    requireReadable(file);
    Matrix matrix =
        switch (ending(file)) {
          case ".npy" -> NpyFile.read(requireAllColumns(file, columns), arena, type);
          case ".csv" -> new DelimitedFile(file, ',').read(arena, type, columns);
          default -> new DelimitedFile(file, '\t').read(arena, type, columns);
        };
    if (matrix.rows() == 0 || matrix.columns() == 0) {
      throw SluiceException.input(
          "%s: the array is %s; at least one row and one column are needed", file, matrix.shape());
    }
    requireFinite(file, matrix);
    return matrix;
  }

  /**
   * Writes a matrix, whole or not at all.
   *
   * @param header names of the columns for text files, or none
   */
  public static void write(Path file, Matrix matrix, List<String> header) {
    switch (ending(file)) {
      case ".npy" -> NpyFile.write(file, matrix);
      case ".csv" -> new DelimitedFile(file, ',').write(matrix, header);
      default -> new DelimitedFile(file, '\t').write(matrix, header);
    }
  }

  /**
   * The file's ending: {@code .npy}, {@code .csv} or {@code .tsv}.
   *
   * @throws SluiceException for any other
   */
  public static String ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (String ending : List.of(".npy", ".csv", ".tsv")) {
      if (name.endsWith(ending)) {
        return ending;
      }
    }
    throw SluiceException.input("%s: the file's name must end in .npy, .csv or .tsv", file);
  }

  private static Path requireAllColumns(Path file, List<String> columns) {
    if (!columns.isEmpty()) {
      throw SluiceException.input("%s: columns can be chosen from .csv and .tsv files only", file);
    }
    return file;
  }

  private static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw SluiceException.input("%s: there is no such file", file);
    }
    if (!Files.isRegularFile(file)) {
      throw SluiceException.input("%s: this is not a file", file);
    }
    if (!Files.isReadable(file)) {
      throw SluiceException.input("cannot read %s: permission denied", file);
    }
  }

  private static void requireFinite(Path file, Matrix matrix) {
    double[] row = new double[Math.toIntExact(matrix.columns())];
    for (long i = 0; i < matrix.rows(); i++) {
      matrix.readRow(i, row);
      for (int j = 0; j < row.length; j++) {
        if (!Double.isFinite(row[j])) {
          throw SluiceException.input(
              "%s: the element in row %d, column %d is not finite%s; mend it or leave out the row",
              file, i + 1, j + 1, matrix.type() == ElementType.F32 ? " in single precision" : "");
        }
      }
    }
  }
}
