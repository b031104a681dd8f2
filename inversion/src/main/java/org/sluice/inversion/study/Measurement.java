package org.sluice.inversion.study;

import java.io.Serializable;
import java.util.Map;

/**
 * The result of a cell.
 *
 * @param outcome {@code done}, or the sentence in which the cell says why it failed
 * @param values of the study's columns, by name
 */
public record Measurement(String outcome, Map<String, Double> values) implements Serializable {

  /** The outcome of a cell that did not fail. */
  public static final String DONE = "done";

  /** Copies the values. */
  public Measurement {
    values = Map.copyOf(values);
  }

  /** Returns whether the cell did not fail. */
  public boolean succeeded() {
    return outcome.equals(DONE);
  }

  /**
   * The value in a column.
   *
   * @throws IllegalArgumentException if the cell has no such column
   */
  public double value(String column) {
    Double value = values.get(column);
    if (value == null) {
      throw new IllegalArgumentException(
          "the cell has no column %s; it has %s"
              .formatted(column, String.join(", ", values.keySet().stream().sorted().toList())));
    }
    return value;
  }

  /**
   * The value in a column.
   *
   * @throws IllegalArgumentException if the cell has no such column
   */
  public double value(Column column) {
    return value(column.name());
  }
}
