package org.sluice.inversion.study;

/**
 * A column of numbers that a study records for each of its cells.
 *
 * @param name unique in the study, such as {@code steps}
 * @param kind of its numbers
 */
public record Column(String name, Kind kind) {

  /** The number of steps of a cell. Every study has this column, since costs are given per step. */
  public static final Column STEPS = new Column("steps", Kind.COUNT);

  /** Wall time of a cell's steps. Every study has this column. */
  public static final Column SECONDS = new Column("seconds", Kind.SECONDS);

  /** Kinds of numbers. */
  public enum Kind {
    /** Whole numbers below 2⁵³. */
    COUNT,
    /** Real numbers; NaN if a cell has none. */
    REAL,
    /** Times in seconds, which differ each time a cell is computed. */
    SECONDS
  }

  /** Returns whether the value has the same bits each time the cell is computed. */
  public boolean reproducible() {
    return kind != Kind.SECONDS;
  }

  /** Writes a value so that {@link #parse} returns the same bits. */
  public String format(double value) {
    return kind == Kind.COUNT ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * Reads a value that {@link #format} wrote.
   *
   * @throws NumberFormatException if it is no number of this kind
   */
  public double parse(String text) {
    return kind == Kind.COUNT ? Long.parseLong(text) : Double.parseDouble(text);
  }
}
