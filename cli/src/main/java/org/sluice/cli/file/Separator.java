package org.sluice.cli.file;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.inversion.text.NumberText;

/** The character between the cells of a row of text. */
enum Separator {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t'),
  /** Any number of blanks and tabs. */
  SPACE(' ');

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  char character() {
    return character;
  }

  /** The word in configs. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The separator of a word, such as {@code comma}, or of the character itself. */
  static Optional<Separator> of(String text) {
    return Stream.of(values())
        .filter(each -> each.word().equals(text) || text.equals(String.valueOf(each.character)))
        .findFirst();
  }

  /**
   * The separator of a line: the usual one unless the line has none of it, but another one.
   *
   * @param decimalComma whether a comma is part of a number
   */
  static Separator detect(String line, Separator usual, boolean decimalComma) {
    String unquoted = line.replaceAll("\"[^\"]*+\"", "\"\"");
    if (unquoted.indexOf(SEMICOLON.character) >= 0 && usual == COMMA) {
      return SEMICOLON;
    }
    for (Separator each : new Separator[] {usual, COMMA, SEMICOLON, TAB}) {
      boolean possible = each != COMMA || !decimalComma;
      if (possible && unquoted.indexOf(each.character) >= 0) {
        return each;
      }
    }
    String[] words = unquoted.strip().split(" +");
    boolean numbers =
        Stream.of(words)
            .map(word -> decimalComma ? word.replace(',', '.') : word)
            .noneMatch(word -> Double.isNaN(NumberText.parse(word)));
    if (words.length > 1 && numbers) {
      return SPACE;
    }
    // A single column has no separator; a semicolon is part of no number.
    return usual == COMMA && decimalComma ? SEMICOLON : usual;
  }
}
