package org.sluice.cli.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.process.SluiceException;

/** The errors of a text file's cells, each with the option that may help. */
record CellFailure(Path file, TextFormat format, Separator separator) {

  private static final int SHOWN = 40;

  /**
   * A row of another length than the first.
   *
   * @param header whether the first has names
   */
  SluiceException ragged(CsvRecord row, int width, boolean header) {
    boolean detected = separator == Separator.COMMA && format.detectsSeparator();
    if (detected && header && width > 1 && row.getFieldCount() == 2 * width) {
      return SluiceException.input(
          "%s: row 1 has %d names, but row %d has twice as many cells; if commas are decimal here, write the file with semicolons between its columns and give %s",
          file, width, row.getStartingLineNumber(), DelimitedReader.key("decimal", "comma"));
    }
    return SluiceException.input(
        "%s: row %d has %d cells, but row 1 has %d; give every row the same number%s",
        file,
        row.getStartingLineNumber(),
        row.getFieldCount(),
        width,
        detected ? ", or, if commas are decimal, " + DelimitedReader.key("decimal", "comma") : "");
  }

  /**
   * A cell that is no finite number.
   *
   * @param names of the columns, or none
   * @param maybeHeader whether its row might be a header
   */
  SluiceException unreadable(
      String cell, long row, int column, List<String> names, boolean maybeHeader) {
    String place =
        "row %d, column %d%s"
            .formatted(row, column + 1, names.isEmpty() ? "" : " (" + names.get(column) + ")");
    String header =
        maybeHeader
            ? "; if row %d is a header, give %s"
                .formatted(row, DelimitedReader.key("header", "yes"))
            : "";
    if (cell.isBlank()) {
      return SluiceException.input(
          "%s: %s is empty; fill it in or leave out the row%s", file, place, header);
    }
    String shown = cell.length() <= SHOWN ? cell : cell.substring(0, SHOWN) + "…";
    return SluiceException.input(
        "%s: %s is '%s', %s%s",
        file, place, shown.replaceAll("\\p{Cntrl}", "?"), reason(cell), header);
  }

  private String reason(String cell) {
    Cell kind = Cell.of(cell, format.decimalComma());
    if (kind == Cell.MISSING || Double.isInfinite(Cell.number(cell, format.decimalComma()))) {
      return "which is not finite; fill it in or leave out the row";
    }
    if (kind == Cell.OTHER && format.decimalComma()) {
      return "which is not a number; decimals take a comma here, and thousands no mark";
    }
    if (kind == Cell.OTHER && cell.indexOf(',') >= 0) {
      return "which is not a number; thousands take no mark, and if the comma is decimal, give "
          + DelimitedReader.key("decimal", "comma");
    }
    return "which is not a number; decimals take a point";
  }
}
