package org.sluice.cli.file;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Reads and writes text with a separator between cells. Lines that begin with {@code #} are
 * comments.
 *
 * @param file the file
 * @param usual the separator that its name stands for
 */
record DelimitedFile(Path file, Separator usual) {

  private static final int LONGEST_FIRST_LINE = 1 << 16;

  Reading read(
      Arena arena, ElementType type, TextFormat format, List<String> chosen, OptionalInt wanted) {
    SampleBytes bytes = new SampleBytes(file);
    try {
      String line = firstLine(bytes);
      Separator separator = format.separator(line, usual);
      DelimitedReader reader =
          new DelimitedReader(file, format, separator, wanted, chosen.isEmpty());
      boolean seen = separator == Separator.SPACE || line.indexOf(separator.character()) >= 0;
      if (separator != usual && seen && format.detectsSeparator()) {
        reader.decided("cells are separated by %s".formatted(separator.word()));
      }
      // Lines are counted first, so that the cells go straight into memory of the right size.
      SampleBytes.Extent extent = bytes.extent();
      try (CsvReader<CsvRecord> rows = open(bytes.text(), separator)) {
        return reader.read(rows.iterator(), extent, arena, type, chosen);
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
              CsvWriter.builder()
                  .fieldSeparator(usual.character())
                  .build(stream, StandardCharsets.UTF_8);
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

  /** The first line that is no comment and not blank. */
  private static String firstLine(SampleBytes bytes) throws IOException {
    try (Reader text = bytes.text()) {
      StringBuilder line = new StringBuilder();
      for (int c = text.read(); c >= 0 && line.length() < LONGEST_FIRST_LINE; c = text.read()) {
        if (c != '\n' && c != '\r') {
          line.append((char) c);
        } else if (isRow(line)) {
          break;
        } else {
          line.setLength(0);
        }
      }
      return isRow(line) ? line.toString() : "";
    }
  }

  private static boolean isRow(StringBuilder line) {
    return !line.toString().isBlank() && line.charAt(0) != '#';
  }

  private static CsvReader<CsvRecord> open(Reader text, Separator separator) {
    return CsvReader.builder()
        .fieldSeparator(separator.character())
        .commentStrategy(CommentStrategy.READ)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(separator == Separator.SPACE ? new BlankRuns(text) : text);
  }

  private SluiceException failure(IOException cause) {
    return cause instanceof CharacterCodingException
        ? SluiceException.input(cause, "%s: this is not text in UTF-8", file)
        : FileFailure.reading(file, cause);
  }
}
