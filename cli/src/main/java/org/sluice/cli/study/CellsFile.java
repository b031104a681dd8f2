package org.sluice.cli.study;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.process.SluiceException;

/**
 * A CSV table that grows by one row as each cell finishes, with the cell's number in the first
 * column and a checksum of the others in the last. Each row is forced to the disk before the next
 * is written. A row that a kill left unfinished has no end of line and is ignored.
 */
final class CellsFile implements AutoCloseable {

  private static final String CHECK = "check";

  private final Path file;
  private final List<String> header;
  private final FileChannel channel;

  private CellsFile(Path file, List<String> header, FileChannel channel) {
    this.file = file;
    this.header = header;
    this.channel = channel;
  }

  /** Begins a new table. */
  static CellsFile begin(Path file, List<String> header) {
    rewrite(file, header, Map.of());
    return open(file, header);
  }

  /** Continues a table after its last whole row, or begins a new one if the file does not exist. */
  static CellsFile resume(Path file, List<String> header) {
    if (!Files.exists(file)) {
      return begin(file, header);
    }
    rewrite(file, header, read(file, header));
    return open(file, header);
  }

  private static CellsFile open(Path file, List<String> header) {
    try {
      return new CellsFile(
          file,
          header,
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /** Reads the rows by cell, without their checksums; if a cell has two rows, the last one. */
  static Map<Integer, List<String>> read(Path file, List<String> header) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    Map<Integer, List<String>> rows = new TreeMap<>();
    // Rows of another width are refused below, with their line.
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(whole)) {
      boolean first = true;
      List<String> checkedHeader = with(header, CHECK);
      for (CsvRecord row : reader) {
        List<String> fields = row.getFields();
        if (first ? !fields.equals(checkedHeader) : fields.size() != checkedHeader.size()) {
          throw SluiceException.input(
              "%s: line %d does not have the columns %s; choose another --out",
              file, row.getStartingLineNumber(), String.join(", ", checkedHeader));
        }
        if (!first) {
          List<String> own = fields.subList(0, header.size());
          if (!fields.getLast().equals(checksum(own))) {
            throw SluiceException.input(
                "%s: line %d was changed or damaged, since its checksum does not fit; remove the line, and --resume computes its cell again",
                file, row.getStartingLineNumber());
          }
          rows.put(number(file, own.getFirst()), own);
        }
        first = false;
      }
    } catch (CsvParseException e) {
      throw SluiceException.input(e, "%s: %s; choose another --out", file, e.getMessage());
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    return rows;
  }

  private static int number(Path file, String cell) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw SluiceException.input(
          e,
          "%s: '%s' is no number of a cell; remove the line, and --resume computes it again",
          file,
          cell);
    }
  }

  /** Appends a row. */
  void append(List<String> row) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line(checked(row)).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /** Closes the file and sorts its rows by cell. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
    rewrite(file, header, read(file, header));
  }

  private static void rewrite(Path file, List<String> header, Map<Integer, List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(with(header, CHECK));
    rows.values().forEach(row -> all.add(checked(row)));
    write(file, all);
  }

  private static List<String> checked(List<String> row) {
    return with(row, checksum(row));
  }

  private static List<String> with(List<String> row, String last) {
    List<String> longer = new ArrayList<>(row);
    longer.add(last);
    return longer;
  }

  /** CRC-32C of the row as a line, in hexadecimal. */
  private static String checksum(List<String> row) {
    CRC32C crc = new CRC32C();
    crc.update(line(row).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Writes a whole table, as it is. */
  static void write(Path file, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row)));
    WholeFile.writeText(file, text.toString());
  }

  private static String line(List<String> row) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      writer.writeRecord(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
