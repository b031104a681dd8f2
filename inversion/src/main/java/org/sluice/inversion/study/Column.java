package org.sluice.inversion.study;

/**
 * A column of numbers that a study records for each of its cells.
 *
 * @param name unique in the study, such as {@code steps}
 * @param kind of its numbers
 */
public record Column(String name, Kind kind) {

  /** Steps that a cell did. Each study has this column, since its costs are given by step. */
  public static final Column STEPS = new Column("steps", Kind.COUNT);

  /** Wall time of a cell's steps. Each study has this column. */
  public static final Column SECONDS = new Column("seconds", Kind.SECONDS);

  /** Kinds of numbers. */
  public enum Kind {
    /** Whole numbers below 2⁵³. */
    COUNT,
    /** Real numbers. NaN stands for one that a cell does not have. */
    REAL,
    /** Times in seconds, which differ whenever a cell is computed anew. */
    SECONDS
  }

  /** Whether a cell that is computed anew gives the same bits. */
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
