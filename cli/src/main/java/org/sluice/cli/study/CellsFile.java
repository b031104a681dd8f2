package org.sluice.cli.study;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.process.SluiceException;

/**
 * A CSV table that grows by one row as each cell finishes, with the cell's number in the first
 * column. Each row is forced to the disk before the next is written. A row that a kill left
 * unfinished has no end of line and is ignored.
 */
final class CellsFile implements AutoCloseable {

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
    WholeFile.writeText(file, line(header));
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

  /** Reads the rows by cell; if a cell has two rows, the last one. */
  static Map<Integer, List<String>> read(Path file, List<String> header) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    Map<Integer, List<String>> rows = new TreeMap<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(whole)) {
      boolean first = true;
      for (CsvRecord row : reader) {
        if (first ? !row.getFields().equals(header) : row.getFieldCount() != header.size()) {
          throw SluiceException.input(
              "%s: line %d does not have the columns %s; choose another --out",
              file, row.getStartingLineNumber(), String.join(", ", header));
        }
        if (!first) {
          rows.put(Integer.valueOf(row.getField(0)), row.getFields());
        }
        first = false;
      }
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    return rows;
  }

  /** Appends a row. */
  void append(List<String> row) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line(row).getBytes(StandardCharsets.UTF_8));
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
    all.add(header);
    all.addAll(rows.values());
    write(file, all);
  }

  /** Writes a whole table. */
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
