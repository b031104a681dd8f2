package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.Column;

/**
 * The facts about a study's cells that are known before the first is computed.
 *
 * @param backend the name of the backend that all cells run on
 * @param explanation why this backend was chosen, in one line
 * @param columns that are recorded of each cell, {@link Column#STEPS} and {@link Column#SECONDS}
 *     among them, in the order of {@code cells.csv}
 * @param quantities that cells are judged by, the same for all
 * @param combinations of the axes' values, in the order of the grid
 */
public record StudyGrid(
    String backend,
    String explanation,
    List<Column> columns,
    List<Quantity> quantities,
    List<Combination> combinations) {

  /** Checks the columns. */
  public StudyGrid {
    columns = List.copyOf(columns);
    if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("two columns of a study have the same name");
    }
    if (!columns.containsAll(List.of(Column.STEPS, Column.SECONDS))) {
      throw new IllegalArgumentException("a study needs the columns steps and seconds");
    }
    quantities = List.copyOf(quantities);
    combinations = List.copyOf(combinations);
  }
}
