package org.sluice.cli.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads the rows of a text file, and finds out whether the first row is a header and the first
 * column an index. It says what it decided. Messages number rows from 1, the header included, as a
 * text editor numbers lines.
 */
final class DelimitedReader {

  private static final int FEWEST_COUNTED = 5;
  private static final int FEWEST_PAIRS = 3;

  private final Path file;
  private final TextFormat format;
  private final Separator separator;
  private final OptionalInt wanted;
  private final boolean allColumns;
  private final List<String> decisions = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private String comment = "";
  private boolean wholePairs;

  /**
   * A reader.
   *
   * @param separator of this file
   * @param wanted the number of columns that the file should have, if only one fits
   */
  DelimitedReader(
      Path file, TextFormat format, Separator separator, OptionalInt wanted, boolean allColumns) {
    this.file = file;
    this.format = format;
    this.separator = separator;
    this.wanted = wanted;
    this.allColumns = allColumns;
  }

  void decided(String sentence) {
    decisions.add(sentence);
  }

  /**
   * Reads all rows.
   *
   * @param extent of the text, which bounds their number
   */
  Reading read(
      Iterator<CsvRecord> rows,
      SampleBytes.Extent extent,
      Arena arena,
      ElementType type,
      List<String> chosen) {
    CsvRecord first = next(rows);
    if (first == null) {
      throw SluiceException.input("%s: the file is empty; it needs one row for each sample", file);
    }
    List<String> cells = first.getFields().stream().map(String::strip).toList();
    boolean header = format.hasHeader() || format.detectsHeader() && isHeader(cells);
    List<String> names = header ? cells : commentedNames(cells.size());
    int[] columns = new Columns(file, names, cells.size()).of(chosen, isIndexed(cells, header));
    CsvRecord row = header ? next(rows) : first;
    if (row == null) {
      throw SluiceException.input("%s: there are no rows below the header", file);
    }
    Matrix matrix = Matrix.allocate(arena, type, extent.rows(cells.size()), columns.length);
    matrix = fill(matrix, row, rows, header ? cells : List.of(), cells.size(), names, columns);
    if (names.isEmpty()) {
      doubtPairs(matrix);
    }
    List<String> kept =
        names.isEmpty() ? names : IntStream.of(columns).mapToObj(names::get).toList();
    if (countsRows(matrix)) {
      decisions.add(
          "its first column counts %s to %s and is left out as an index; %s keeps it"
              .formatted(
                  (long) matrix.get(0, 0),
                  (long) matrix.get(matrix.rows() - 1, 0),
                  key("index_column", "no")));
      matrix = withoutFirstColumn(matrix);
      kept = kept.isEmpty() ? kept : kept.subList(1, kept.size());
    } else {
      doubtCounts(matrix, kept);
    }
    return new Reading(file, matrix, kept, List.copyOf(decisions), List.copyOf(doubts));
  }

  private CsvRecord next(Iterator<CsvRecord> rows) {
    while (rows.hasNext()) {
      CsvRecord row = rows.next();
      if (!row.isComment()) {
        return row;
      }
      comment = row.getField(0);
    }
    return null;
  }

  private boolean isHeader(List<String> cells) {
    List<Cell> kinds = cells.stream().map(cell -> Cell.of(cell, format.decimalComma())).toList();
    if (kinds.contains(Cell.NAME)) {
      return kinds.stream().allMatch(kind -> kind == Cell.NAME || kind == Cell.EMPTY);
    }
    // Data frames without names count their columns, and leave the cell above the index empty.
    boolean counted =
        kinds.size() > 1
            && kinds.getFirst() == Cell.EMPTY
            && kinds.subList(1, kinds.size()).stream().allMatch(kind -> kind == Cell.NUMBER)
            && NumericFirstRow.counts(
                cells.stream().skip(1).mapToDouble(Double::parseDouble).toArray());
    if (counted) {
      decisions.add(headerSentence(cells, "its first cell is empty and the others count"));
    }
    return counted;
  }

  /** The names of a comment before the first row, as {@code numpy.savetxt} writes them. */
  private List<String> commentedNames(int count) {
    List<String> names =
        Pattern.compile(Pattern.quote(String.valueOf(separator.character())))
            .splitAsStream(comment.strip())
            .map(String::strip)
            .toList();
    boolean fit =
        names.size() == count
            && names.stream().allMatch(name -> Cell.of(name, format.decimalComma()) == Cell.NAME);
    return fit ? names : List.of();
  }

  private boolean isIndexed(List<String> cells, boolean header) {
    if (format.hasIndex()) {
      return true;
    }
    boolean indexed =
        format.detectsIndex()
            && allColumns
            && header
            && cells.size() > 1
            && cells.getFirst().isBlank()
            && !(wanted.isPresent() && wanted.getAsInt() == cells.size());
    if (indexed) {
      decisions.add(
          "its first column has no name and is left out as an index; %s keeps it"
              .formatted(key("index_column", "no")));
    }
    return indexed;
  }

  private Matrix fill(
      Matrix matrix,
      CsvRecord first,
      Iterator<CsvRecord> rest,
      List<String> header,
      int width,
      List<String> names,
      int[] columns) {
    double[] values = new double[columns.length];
    String[] cells = new String[columns.length];
    NumericFirstRow firstRow = null;
    wholePairs = columns.length == 2 && separator == Separator.COMMA && format.detectsSeparator();
    long count = 0;
    for (CsvRecord row = first; row != null; row = next(rest)) {
      if (row.getFieldCount() != width) {
        throw new CellFailure(file, format, separator).ragged(row, width, !header.isEmpty());
      }
      if (count == matrix.rows()) {
        throw SluiceException.input("%s: the file became longer while it was read", file);
      }
      for (int j = 0; j < columns.length; j++) {
        cells[j] = row.getField(columns[j]);
        values[j] = Cell.number(cells[j], format.decimalComma());
        if (!Double.isFinite(values[j])) {
          boolean maybeHeader = count == 0 && header.isEmpty() && format.detectsHeader();
          throw new CellFailure(file, format, separator)
              .unreadable(cells[j], row.getStartingLineNumber(), columns[j], names, maybeHeader);
        }
      }
      if (count == 0) {
        boolean detects = format.detectsHeader() && names.isEmpty();
        firstRow =
            detects ? new NumericFirstRow(cells, values, format.decimalComma() ? ',' : '.') : null;
      } else if (firstRow != null && firstRow.isOpen()) {
        firstRow.compare(cells, values);
      }
      wholePairs = wholePairs && isDigits(cells[0].strip()) && isDigits(cells[1]);
      matrix.writeRow(count++, values);
    }
    return matrix.rows(isHeader(firstRow, first) ? 1 : 0, count);
  }

  private boolean isHeader(NumericFirstRow firstRow, CsvRecord first) {
    if (firstRow == null) {
      return false;
    }
    if (firstRow.isDoubtful()) {
      doubts.add(
          "row 1 (%s) is taken as data, although it rises from column to column and lies apart from all other rows; if it is a header, give %s"
              .formatted(shown(first.getFields()), key("header", "yes")));
    }
    firstRow.header().ifPresent(reason -> decisions.add(headerSentence(first.getFields(), reason)));
    return firstRow.header().isPresent();
  }

  private static String headerSentence(List<String> cells, String reason) {
    return "row 1 (%s) is taken as a header, since %s; %s takes it as data"
        .formatted(shown(cells), reason, key("header", "no"));
  }

  private void doubtPairs(Matrix matrix) {
    boolean fits = wanted.isPresent() && wanted.getAsInt() == matrix.columns();
    if (wholePairs && !fits && matrix.rows() >= FEWEST_PAIRS) {
      doubts.add(
          "it has two columns of whole numbers; if these are one column with decimal commas, give %s"
              .formatted(key("decimal", "comma")));
    }
  }

  /** Years and numbers of people count by one, too, and so may a reading. */
  private void doubtCounts(Matrix matrix, List<String> names) {
    boolean fits = wanted.isPresent() && wanted.getAsInt() == matrix.columns();
    if (!format.detectsIndex() || !allColumns || fits || matrix.rows() < FEWEST_COUNTED) {
      return;
    }
    for (int j = 0; matrix.columns() > 1 && j < matrix.columns(); j++) {
      if (stepsByOne(matrix, j)) {
        long last = matrix.rows() - 1;
        doubts.add(
            "its column %d%s counts from %s to %s; if it is an index, %s"
                .formatted(
                    j + 1,
                    names.isEmpty() ? "" : " (" + names.get(j) + ")",
                    (long) matrix.get(0, j),
                    (long) matrix.get(last, j),
                    j == 0
                        ? "give " + key("index_column", "yes")
                        : "choose the others with data.columns"));
      }
    }
  }

  private static boolean stepsByOne(Matrix matrix, int column) {
    double step = matrix.get(1, column) - matrix.get(0, column);
    boolean one = Math.abs(step) == 1;
    for (long i = 2; one && i < matrix.rows(); i++) {
      one = matrix.get(i, column) - matrix.get(i - 1, column) == step;
    }
    return one;
  }

  private boolean countsRows(Matrix matrix) {
    boolean asked =
        format.detectsIndex()
            && allColumns
            && (wanted.isEmpty()
                ? matrix.rows() >= FEWEST_COUNTED
                : wanted.getAsInt() == matrix.columns() - 1 && matrix.rows() > 1);
    if (!asked || matrix.columns() < 2 || matrix.get(0, 0) != 0 && matrix.get(0, 0) != 1) {
      return false;
    }
    return stepsByOne(matrix, 0) && matrix.get(1, 0) > matrix.get(0, 0);
  }

  /** Moves the other columns together, in place. */
  private static Matrix withoutFirstColumn(Matrix matrix) {
    int columns = Math.toIntExact(matrix.columns()) - 1;
    Matrix kept = matrix.part(0, matrix.rows(), columns);
    double[] row = new double[columns + 1];
    double[] rest = new double[columns];
    for (long i = 0; i < matrix.rows(); i++) {
      matrix.readRow(i, row);
      System.arraycopy(row, 1, rest, 0, columns);
      kept.writeRow(i, rest);
    }
    return kept;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String shown(List<String> cells) {
    List<String> few = cells.subList(0, Math.min(cells.size(), 5));
    String row = String.join(", ", few).replaceAll("\\p{Cntrl}", "?").strip();
    return few.size() < cells.size() ? row + ", …" : row;
  }

  /** The option and the key that decide, in words. */
  static String key(String key, String value) {
    return "--%s %s (or data.%s = \"%s\")".formatted(key.replace('_', '-'), value, key, value);
  }
}
