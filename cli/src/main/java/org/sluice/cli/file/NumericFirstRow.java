package org.sluice.cli.file;

import java.util.Optional;

/**
 * Tells whether a first row of numbers is a header, such as hours or the column numbers of a data
 * frame, by comparing it with the other rows.
 */
final class NumericFirstRow {

  private static final int FEWEST_ROWS = 3;

  private final double[] first;
  private final boolean[] whole;
  private final double[] least;
  private final double[] most;
  private final char point;
  private boolean fewerDigits;
  private boolean apart;
  private long others;

  /**
   * Begins with the first row.
   *
   * @param cells as written
   * @param numbers the same as numbers
   * @param point the mark of decimals
   */
  NumericFirstRow(String[] cells, double[] numbers, char point) {
    first = numbers.clone();
    this.point = point;
    whole = new boolean[cells.length];
    least = new double[cells.length];
    most = new double[cells.length];
    apart = rises(numbers);
    for (int j = 0; j < cells.length; j++) {
      whole[j] = isWhole(cells[j]);
      fewerDigits |= apart && whole[j];
      least[j] = Double.POSITIVE_INFINITY;
      most[j] = Double.NEGATIVE_INFINITY;
    }
  }

  /** Whether further rows can still change the answer. */
  boolean isOpen() {
    return fewerDigits || apart;
  }

  void compare(String[] cells, double[] numbers) {
    others++;
    for (int j = 0; j < cells.length; j++) {
      fewerDigits &= !whole[j] || !isWhole(cells[j]);
      least[j] = Math.min(least[j], numbers[j]);
      most[j] = Math.max(most[j], numbers[j]);
      apart &= first[j] < least[j] || first[j] > most[j];
    }
  }

  /** The reason to take the first row as a header, if there is one. */
  Optional<String> header() {
    if (others < FEWEST_ROWS) {
      return Optional.empty();
    }
    if (fewerDigits) {
      return Optional.of("it rises in whole numbers where all other rows have decimals");
    }
    return apart && counts(first)
        ? Optional.of("it counts the columns and lies apart from all other rows")
        : Optional.empty();
  }

  /** Whether the first row may be a header although it is not taken as one. */
  boolean isDoubtful() {
    return others >= FEWEST_ROWS && apart && header().isEmpty();
  }

  /** Whether numbers are 0, 1, 2 … or 1, 2, 3 …. */
  static boolean counts(double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      if (numbers[j] != numbers[0] + j) {
        return false;
      }
    }
    return numbers[0] == 0 || numbers[0] == 1;
  }

  private boolean isWhole(String cell) {
    return cell.indexOf(point) < 0 && cell.indexOf('e') < 0 && cell.indexOf('E') < 0;
  }

  private static boolean rises(double[] numbers) {
    for (int j = 1; j < numbers.length; j++) {
      if (!(numbers[j] > numbers[j - 1])) {
        return false;
      }
    }
    return numbers.length > 1;
  }
}
