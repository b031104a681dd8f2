package org.sluice.cli.study;

import java.util.List;
import java.util.function.Function;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;

/** Told of a study's course, one call at a time. */
public interface GridProgress {

  /**
   * Cells are about to be done.
   *
   * @param cells those
   * @param cost of each
   * @param before how many were done before
   * @param missing how many were not, those included that do not fit into memory
   */
  void begin(List<Cell> cells, Function<Cell, CellCost> cost, int before, int missing);

  /** A cell is done. */
  void done(Cell cell);
}
