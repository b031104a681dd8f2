package org.sluice.cli.file;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes comma- and tab-separated text. The first row is a header if none of its cells is
 * a number. Messages number rows from 1, the header included, as a text editor numbers lines.
 */
final class DelimitedFile {

  private final Path file;
  private final char separator;

  DelimitedFile(Path file, char separator) {
    this.file = file;
    this.separator = separator;
  }

  Matrix read(Arena arena, ElementType type, List<String> chosen) {
    try {
      // Lines are counted first, so that the cells go straight into memory of the right size.
      long lines = countLines();
      try (CsvReader<CsvRecord> reader = open()) {
        Iterator<CsvRecord> rows = reader.iterator();
        if (!rows.hasNext()) {
          throw SluiceException.input(
              "%s: the file is empty; it needs one row for each sample", file);
        }
        CsvRecord first = rows.next();
        List<String> cells = first.getFields();
        boolean header =
            cells.stream().allMatch(cell -> Double.isNaN(number(cell)) && !isNan(cell));
        int[] columns = columns(cells, header, chosen);
        if (header && !rows.hasNext()) {
          throw SluiceException.input("%s: there are no rows below the header", file);
        }
        Matrix matrix = Matrix.allocate(arena, type, lines, columns.length);
        return matrix.rows(
            0, fill(matrix, header ? rows.next() : first, rows, cells, header, columns));
      }
    } catch (UncheckedIOException e) {
      throw failure(e.getCause());
    } catch (CsvParseException e) {
      throw e.getCause() instanceof IOException cause
          ? failure(cause)
          : SluiceException.input(e, "%s: %s", file, e.getMessage());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void write(Matrix matrix, List<String> header) {
    WholeFile.writeStream(
        file,
        stream -> {
          CsvWriter writer =
              CsvWriter.builder().fieldSeparator(separator).build(stream, StandardCharsets.UTF_8);
          if (!header.isEmpty()) {
            writer.writeRecord(header);
          }
          String[] cells = new String[Math.toIntExact(matrix.columns())];
          for (long i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < cells.length; j++) {
              double value = matrix.get(i, j);
              cells[j] =
                  matrix.type() == ElementType.F32
                      ? Float.toString((float) value)
                      : Double.toString(value);
            }
            writer.writeRecord(cells);
          }
          writer.flush();
        });
  }

  /**
   * Counts lines. There are at least as many as rows: a row takes one line, or more if its cells
   * contain line breaks.
   */
  private long countLines() throws IOException {
    long lines = 1;
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      boolean afterReturn = false;
      for (int length = stream.read(buffer); length > 0; length = stream.read(buffer)) {
        for (int i = 0; i < length; i++) {
          boolean newline = buffer[i] == '\n';
          lines += buffer[i] == '\r' || newline && !afterReturn ? 1 : 0;
          afterReturn = buffer[i] == '\r';
        }
      }
    }
    return lines;
  }

  /** Copies all rows to the matrix and returns their number. */
  private long fill(
      Matrix matrix,
      CsvRecord first,
      Iterator<CsvRecord> rest,
      List<String> firstCells,
      boolean header,
      int[] columns) {
    double[] values = new double[columns.length];
    CsvRecord row = first;
    for (long i = 0; ; i++) {
      if (row.getFieldCount() != firstCells.size()) {
        throw SluiceException.input(
            "%s: row %d has %d cells, but row 1 has %d; give every row the same number",
            file, row.getStartingLineNumber(), row.getFieldCount(), firstCells.size());
      }
      if (i == matrix.rows()) {
        throw SluiceException.input("%s: the file became longer while it was read", file);
      }
      for (int j = 0; j < columns.length; j++) {
        String cell = row.getField(columns[j]);
        values[j] = number(cell);
        if (!Double.isFinite(values[j])) {
          throw badCell(cell, row.getStartingLineNumber(), columns[j], header ? firstCells : null);
        }
      }
      matrix.writeRow(i, values);
      if (!rest.hasNext()) {
        return i + 1;
      }
      row = rest.next();
    }
  }

  private int[] columns(List<String> first, boolean header, List<String> chosen) {
    if (chosen.isEmpty()) {
      int[] all = new int[first.size()];
      for (int j = 0; j < all.length; j++) {
        all[j] = j;
      }
      return all;
    }
    List<String> names = header ? first.stream().map(String::strip).toList() : List.of();
    List<Integer> columns = new ArrayList<>();
    for (String name : chosen) {
      int column = names.indexOf(name);
      if (column < 0 && name.matches("\\d{1,6}")) {
        column = Integer.parseInt(name) - 1;
      }
      if (column < 0 || column >= first.size()) {
        throw SluiceException.input(
            "%s: there is no column %s; %s",
            file,
            name,
            header
                ? "the columns are " + String.join(", ", names)
                : "the file has no header, so columns are numbered 1 to " + first.size());
      }
      columns.add(column);
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  private SluiceException badCell(String cell, long row, int column, List<String> header) {
    String place =
        "row %d, column %d%s"
            .formatted(
                row, column + 1, header == null ? "" : " (" + header.get(column).strip() + ")");
    if (cell.isBlank()) {
      return SluiceException.input("%s: %s is empty; fill it in or leave out the row", file, place);
    }
    String shown = cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
    boolean missing = isNan(cell) || Double.isInfinite(number(cell));
    return SluiceException.input(
        "%s: %s is '%s', %s",
        file,
        place,
        shown.replaceAll("\\p{Cntrl}", "?"),
        missing
            ? "which is not finite; fill it in or leave out the row"
            : "which is not a number; decimals take a point");
  }

  private CsvReader<CsvRecord> open() throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .detectBomHeader(true)
        .ofCsvRecord(file);
  }

  private SluiceException failure(IOException cause) {
    return cause instanceof CharacterCodingException
        ? SluiceException.input(cause, "%s: this is not text in UTF-8", file)
        : FileFailure.reading(file, cause);
  }

  private static boolean isNan(String cell) {
    String text = cell.strip();
    return text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("na");
  }

  /**
   * Returns the cell's number, or NaN. Java's parser alone would also accept 1d, 0x1p3 and
   * Infinity.
   */
  private static double number(String cell) {
    String text = cell.strip();
    if (isPlain(text)) {
      try {
        return JavaDoubleParser.parseDouble(text);
      } catch (NumberFormatException _) {
        return Double.NaN;
      }
    }
    return text.matches("[-+]?(?i:inf|infinity)") ? Double.POSITIVE_INFINITY : Double.NaN;
  }

  // A loop, since this runs for every cell and a regular expression would dominate the reading
  // time.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
