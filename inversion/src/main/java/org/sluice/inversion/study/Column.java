package org.sluice.inversion.study;

import java.util.List;

/**
 * A column of numbers or words that a study records for each of its cells.
 *
 * @param name unique in the study, such as {@code steps}
 * @param kind of its numbers
 * @param words that a column of words may have; a value is the place of its word, from 0. Empty for
 *     other kinds.
 */
public record Column(String name, Kind kind, List<String> words) {

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
    /** Words of a given list; NaN if a cell has none. */
    WORD,
    /** Times in seconds, which differ each time a cell is computed. */
    SECONDS
  }

  /** Copies the words. */
  public Column {
    words = List.copyOf(words);
  }

  /** A column of numbers. */
  public Column(String name, Kind kind) {
    this(name, kind, List.of());
  }

  /** A column of words. */
  public static Column ofWords(String name, List<String> words) {
    return new Column(name, Kind.WORD, words);
  }

  /** Returns whether the value has the same bits each time the cell is computed. */
  public boolean reproducible() {
    return kind != Kind.SECONDS;
  }

  /** Writes a value so that {@link #parse} returns the same bits. */
  public String format(double value) {
    return switch (kind) {
      case COUNT -> Long.toString((long) value);
      case REAL, SECONDS -> Double.toString(value);
      case WORD -> Double.isNaN(value) ? "" : words.get((int) value);
    };
  }

  /**
   * Reads a value that {@link #format} wrote.
   *
   * @throws NumberFormatException if it is no number of this kind, or none of the words
   */
  public double parse(String text) {
    return switch (kind) {
      case COUNT -> Long.parseLong(text);
      case REAL, SECONDS -> Double.parseDouble(text);
      case WORD -> text.isEmpty() ? Double.NaN : place(text);
    };
  }

  private int place(String word) {
    int place = words.indexOf(word);
    if (place < 0) {
      throw new NumberFormatException(
          "%s is \"%s\", not one of %s".formatted(name, word, String.join(", ", words)));
    }
    return place;
  }
}
