package org.sluice.cli.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.cli.process.SluiceException;

/**
 * The columns of a text file, by name or number.
 *
 * @param names of all columns, or none
 * @param count number of columns
 */
record Columns(Path file, List<String> names, int count) {

  /**
   * Columns from 0.
   *
   * @param chosen names or numbers from 1; if there are none, all columns
   * @param indexed whether the first of all is left out
   */
  int[] of(List<String> chosen, boolean indexed) {
    if (chosen.isEmpty()) {
      if (indexed && count == 1) {
        throw SluiceException.input(
            "%s: its only column is left out as an index; give %s",
            file, DelimitedReader.key("index_column", "no"));
      }
      return IntStream.range(indexed ? 1 : 0, count).toArray();
    }
    List<Integer> columns = new ArrayList<>();
    for (String name : chosen) {
      int column = names.indexOf(name);
      if (column < 0 && name.matches("\\d{1,6}")) {
        column = Integer.parseInt(name) - 1;
      }
      if (column < 0 || column >= count) {
        throw SluiceException.input(
            "%s: there is no column %s; %s",
            file,
            name,
            names.isEmpty()
                ? "the file has no header, so columns are numbered 1 to " + count
                : "the columns are " + String.join(", ", names));
      }
      columns.add(column);
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }
}
