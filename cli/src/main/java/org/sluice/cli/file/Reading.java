package org.sluice.cli.file;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.Matrix;

/**
 * A sample file as it was read.
 *
 * @param file the file
 * @param matrix its numbers
 * @param names of the columns, or none
 * @param decisions sentences on parts of the file that were not taken for numbers of the matrix,
 *     and on its format where that is not the usual one
 * @param doubts sentences on numbers that may mean something else
 */
public record Reading(
    Path file, Matrix matrix, List<String> names, List<String> decisions, List<String> doubts) {

  private static final int SHOWN = 8;

  /** The sentences that a user should see, each with the file's name. */
  public List<String> remarks() {
    return Stream.concat(decisions.stream(), doubts.stream())
        .map(sentence -> "%s: %s".formatted(file.getFileName(), sentence))
        .toList();
  }

  /** The first row, with the columns' names if there are any. */
  public String firstRow() {
    StringJoiner row = new StringJoiner(", ");
    for (int j = 0; j < Math.min(matrix.columns(), SHOWN); j++) {
      String number = plain(matrix.get(0, j));
      boolean named = !names.isEmpty() && !names.get(j).isBlank();
      row.add(named ? names.get(j) + " = " + number : number);
    }
    return matrix.columns() > SHOWN ? row.add("…").toString() : row.toString();
  }

  private static String plain(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /**
   * The matrix of a file of which nothing can be said to the user.
   *
   * @throws SluiceException if something was decided that the user should know
   */
  Matrix certain() {
    if (!decisions.isEmpty()) {
      throw SluiceException.input(
          "%s: %s; write the file without doubt, as plain numbers or as .npy",
          file, decisions.getFirst());
    }
    return matrix;
  }
}
