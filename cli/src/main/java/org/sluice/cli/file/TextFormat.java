package org.sluice.cli.file;

import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.range.OutOfRangeException;

/**
 * The format of a text file, as far as its user tells it; the rest is detected. These are keys of
 * the table {@code [data]} and options of the command line.
 *
 * @param header whether the first row is a header: {@code yes}, {@code no} or {@code auto}, the
 *     default
 * @param separator {@code comma}, {@code semicolon}, {@code tab}, {@code space}, or {@code auto},
 *     the default; the character itself will do
 * @param decimal {@code point}, the default, or {@code comma}
 * @param indexColumn whether the first column is an index and no observation: {@code yes}, {@code
 *     no} or {@code auto}, the default
 */
public record TextFormat(String header, String separator, String decimal, String indexColumn) {

  private static final String AUTO = "auto";
  private static final String YES = "yes";
  private static final String NO = "no";
  private static final String POINT = "point";
  private static final String COMMA = "comma";

  /** All is detected. */
  public static final TextFormat DETECTED = new TextFormat(AUTO, AUTO, POINT, AUTO);

  /** Checks the words. */
  public TextFormat {
    requireAnswer("header", header);
    requireAnswer("indexColumn", indexColumn);
    separator = separator(separator);
    decimal = decimal(decimal);
    if (decimal.equals(COMMA) && separator.equals(COMMA)) {
      throw new OutOfRangeException(
          "separator", "cannot be comma while decimal is comma; is it semicolon or tab?");
    }
  }

  static TextFormat defaults() {
    return DETECTED;
  }

  private static void requireAnswer(String setting, String word) {
    if (!List.of(AUTO, YES, NO).contains(word)) {
      throw new OutOfRangeException(setting, "must be auto, yes or no, not '%s'".formatted(word));
    }
  }

  private static String separator(String text) {
    if (text.equals(AUTO)) {
      return AUTO;
    }
    return Separator.of(text)
        .map(Separator::word)
        .orElseThrow(() ->
            new OutOfRangeException(
                "separator",
                "must be auto, comma, semicolon, tab or space, not '%s'".formatted(text)));
  }

  private static String decimal(String text) {
    return switch (text) {
      case POINT, "." -> POINT;
      case COMMA, "," -> COMMA;
      default ->
          throw new OutOfRangeException(
              "decimal", "must be point or comma, not '%s'".formatted(text));
    };
  }

  /** The keys that are not as by default, so that they have a meaning for text files only. */
  public List<String> stated() {
    List<String> keys = new ArrayList<>();
    if (!header.equals(AUTO)) {
      keys.add("header");
    }
    if (!separator.equals(AUTO)) {
      keys.add("separator");
    }
    if (!decimal.equals(POINT)) {
      keys.add("decimal");
    }
    if (!indexColumn.equals(AUTO)) {
      keys.add("index_column");
    }
    return keys;
  }

  boolean detectsHeader() {
    return header.equals(AUTO);
  }

  boolean hasHeader() {
    return header.equals(YES);
  }

  boolean detectsIndex() {
    return indexColumn.equals(AUTO);
  }

  boolean hasIndex() {
    return indexColumn.equals(YES);
  }

  boolean detectsSeparator() {
    return separator.equals(AUTO);
  }

  /** The separator that is stated, or that of the file's first line. */
  Separator separator(String line, Separator usual) {
    return detectsSeparator()
        ? Separator.detect(line, usual, decimalComma())
        : Separator.of(separator).orElseThrow();
  }

  boolean decimalComma() {
    return decimal.equals(COMMA);
  }
}
