package org.sluice.inversion.text;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * Reads decimal numbers: digits with a point, and an exponent after {@code e}, {@code E} or, as
 * Fortran writes it, {@code D}. Java's own parser would also accept 1d, 0x1p3 and Infinity.
 */
public final class NumberText {

  private NumberText() {}

  /**
   * Reads a number; blanks around it do not matter.
   *
   * @return the number, an infinity for {@code inf} or {@code Infinity}, or NaN for a text that is
   *     no number
   */
  public static double parse(String text) {
    String stripped = text.strip();
    if (isPlain(stripped)) {
      try {
        return JavaDoubleParser.parseDouble(withoutFortran(stripped));
      } catch (NumberFormatException _) {
        return Double.NaN;
      }
    }
    if (stripped.matches("[-+]?(?i:inf|infinity)")) {
      return stripped.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  /** Whether a text says that a number is missing, as {@code nan} and {@code NA} do. */
  public static boolean isMissing(String text) {
    return text.strip().matches("(?i:[-+]?nan|na|n/a|null|none)");
  }

  // A loop, since this runs for every cell and a regular expression would dominate the reading
  // time.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eEdD".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** An exponent after {@code D} as one after {@code E}; a {@code d} at the end is none. */
  private static String withoutFortran(String text) {
    int mark = Math.max(text.indexOf('D'), text.indexOf('d'));
    if (mark < 0) {
      return text;
    }
    return mark == text.length() - 1
        ? "no number"
        : text.substring(0, mark) + 'E' + text.substring(mark + 1);
  }
}
