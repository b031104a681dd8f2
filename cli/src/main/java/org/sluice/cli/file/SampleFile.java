package org.sluice.cli.file;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes files of samples, one a row. The ending of the name gives the format: {@code
 * .npy}, {@code .csv} or {@code .tsv}. What is read may also be {@code .npz}, an archive of one
 * array, and each of the three may be packed, as in {@code .csv.gz}.
 */
public final class SampleFile {

  private static final String PACKED = ".gz";
  private static final String ARCHIVE = ".npz";

  private SampleFile() {}

  /**
   * Reads a file into a native matrix of finite numbers with at least one row and one column. Text
   * must be in the format that its name stands for, since nothing can be said to the user here.
   *
   * @param arena owns the matrix
   * @param type the matrix's type; the file's numbers are rounded to it
   * @throws SluiceException naming the file and, where there is one, the row and column
   */
  public static Matrix read(Path file, Arena arena, ElementType type) {
    return read(file, arena, type, TextFormat.DETECTED, List.of(), OptionalInt.empty()).certain();
  }

  /**
   * Reads a file in a format that is partly stated, and says what was detected.
   *
   * @param format of a text file
   * @param columns of a text file: names from the header, or numbers from 1; all columns if there
   *     are none
   * @param wanted the number of columns that the file should have, if only one fits; only detection
   *     uses it
   */
  public static Reading read(
      Path file,
      Arena arena,
      ElementType type,
      TextFormat format,
      List<String> columns,
      OptionalInt wanted) {
    requireReadable(file);
    String ending = inputEnding(file);
    Reading reading =
        switch (ending) {
          case ".csv" ->
              new DelimitedFile(file, Separator.COMMA).read(arena, type, format, columns, wanted);
          case ".tsv" ->
              new DelimitedFile(file, Separator.TAB).read(arena, type, format, columns, wanted);
          default -> {
            requireNoText(file, format, columns);
            yield array(
                file,
                ending.equals(ARCHIVE)
                    ? NpyFile.readArchive(file, arena, type)
                    : NpyFile.read(file, arena, type));
          }
        };
    Matrix matrix = reading.matrix();
    if (matrix.rows() == 0 || matrix.columns() == 0) {
      throw SluiceException.input(
          "%s: the array is %s; at least one row and one column are needed", file, matrix.shape());
    }
    requireFinite(file, matrix);
    return reading;
  }

  private static Reading array(Path file, Matrix matrix) {
    return new Reading(file, matrix, List.of(), List.of(), List.of());
  }

  /**
   * Writes a matrix, whole or not at all.
   *
   * @param header names of the columns for text files, or none
   */
  public static void write(Path file, Matrix matrix, List<String> header) {
    switch (ending(file)) {
      case ".npy" -> NpyFile.write(file, matrix);
      case ".csv" -> new DelimitedFile(file, Separator.COMMA).write(matrix, header);
      default -> new DelimitedFile(file, Separator.TAB).write(matrix, header);
    }
  }

  /**
   * The ending of a file to write: {@code .npy}, {@code .csv} or {@code .tsv}.
   *
   * @throws SluiceException for any other
   */
  public static String ending(Path file) {
    for (String ending : List.of(".npy", ".csv", ".tsv")) {
      if (name(file).endsWith(ending)) {
        return ending;
      }
    }
    throw SluiceException.input("%s: the file's name must end in .npy, .csv or .tsv", file);
  }

  private static String inputEnding(Path file) {
    String name = name(file);
    if (name.endsWith(ARCHIVE)) {
      return ARCHIVE;
    }
    if (name.endsWith(PACKED)) {
      name = name.substring(0, name.length() - PACKED.length());
    }
    for (String ending : List.of(".npy", ".csv", ".tsv")) {
      if (name.endsWith(ending)) {
        return ending;
      }
    }
    throw SluiceException.input(
        "%s: the file's name must end in .npy, .csv or .tsv, each also with .gz, or in .npz", file);
  }

  /** Whether a file to read is text, by its ending. */
  public static boolean isText(Path file) {
    return !inputEnding(file).startsWith(".np");
  }

  /** The file's name in lower case. */
  static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static void requireNoText(Path file, TextFormat format, List<String> columns) {
    if (!columns.isEmpty()) {
      throw SluiceException.input("%s: columns can be chosen from .csv and .tsv files only", file);
    }
    if (!format.stated().isEmpty()) {
      throw SluiceException.input(
          "%s: %s has a meaning for .csv and .tsv files only; leave it out",
          file, String.join(", ", format.stated()));
    }
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
