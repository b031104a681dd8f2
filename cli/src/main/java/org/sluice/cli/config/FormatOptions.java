package org.sluice.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.sluice.cli.file.TextFormat;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.range.OutOfRangeException;
import picocli.CommandLine.Option;

/** The format of text files, as far as it is not to be detected. */
public final class FormatOptions {

  @Option(
      names = "--header",
      paramLabel = "yes|no",
      description = "Whether the first row of a text file is a header; found out by default.")
  private String header;

  @Option(
      names = "--separator",
      paramLabel = "WORD",
      description =
          "Between the cells of a text file: comma, semicolon, tab, space, or the character; found"
              + " out by default.")
  private String separator;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "The mark of decimals in a text file; point by default.")
  private String decimal;

  @Option(
      names = "--index-column",
      paramLabel = "yes|no",
      description =
          "Whether the first column of a text file is an index to leave out; found out by default.")
  private String indexColumn;

  /** The words that were given, by their keys in the table {@code [data]}. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("header", header);
    words.put("separator", separator);
    words.put("decimal", decimal);
    words.put("index_column", indexColumn);
    words.values().removeIf(Objects::isNull);
    return words;
  }

  /**
   * The format.
   *
   * @throws SluiceException naming the option, if a word is none of its words
   */
  public TextFormat format() {
    TextFormat detected = TextFormat.DETECTED;
    try {
      return new TextFormat(
          Objects.requireNonNullElse(header, detected.header()),
          Objects.requireNonNullElse(separator, detected.separator()),
          Objects.requireNonNullElse(decimal, detected.decimal()),
          Objects.requireNonNullElse(indexColumn, detected.indexColumn()));
    } catch (OutOfRangeException e) {
      throw SluiceException.input(
          e, "--%s %s", RecordShape.key(e.setting()).replace('_', '-'), e.complaint());
    }
  }
}
