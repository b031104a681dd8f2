package org.sluice.cli.file;

import org.sluice.inversion.text.NumberText;

/** The kinds of cells by which a header is recognised. */
enum Cell {
  NUMBER,
  /** {@code nan}, {@code NA}, an infinity and the like: an observation that is missing. */
  MISSING,
  EMPTY,
  /** A text with a letter. */
  NAME,
  /** A date, a number with thousands separators, a sign: neither a number nor surely a name. */
  OTHER;

  static Cell of(String text, boolean decimalComma) {
    if (text.isBlank()) {
      return EMPTY;
    }
    double number = number(text, decimalComma);
    if (Double.isFinite(number)) {
      return NUMBER;
    }
    if (Double.isInfinite(number) || NumberText.isMissing(text)) {
      return MISSING;
    }
    // Letters of exponents do not make a name.
    String letters = text.strip().replaceFirst("(?<=[\\d.,])[eEdD](?=[-+]?\\d)", "");
    return letters.codePoints().anyMatch(Character::isLetter) ? NAME : OTHER;
  }

  /** The number of a cell; NaN if it is none. */
  static double number(String text, boolean decimalComma) {
    if (!decimalComma) {
      return NumberText.parse(text);
    }
    return text.indexOf('.') < 0 ? NumberText.parse(text.replace(',', '.')) : Double.NaN;
  }
}
