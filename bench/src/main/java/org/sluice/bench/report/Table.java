package org.sluice.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of results: text, numbers, or null where there is nothing to say. */
public final class Table {

  private final String title;
  private final String method;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param title a few words
   * @param method the method of measurement, in a sentence or two
   */
  public Table(String title, String method, String... columns) {
    this.title = title;
    this.method = method;
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has more or fewer cells than there are columns
   */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "the table '%s' has %d columns, but a row has %d cells"
              .formatted(title, columns.size(), cells.length));
    }
    List<Object> row = new ArrayList<>();
    Collections.addAll(row, cells);
    rows.add(Collections.unmodifiableList(row));
    return this;
  }

  /** The title. */
  public String title() {
    return title;
  }

  /** The method of measurement. */
  public String method() {
    return method;
  }

  /** The columns' names. */
  public List<String> columns() {
    return columns;
  }

  /** The rows so far. */
  public List<List<Object>> rows() {
    return Collections.unmodifiableList(rows);
  }
}
