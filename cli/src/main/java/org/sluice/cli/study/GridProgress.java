package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.CellTask;

/** Follows the progress of a study, one call at a time. */
public interface GridProgress {

  /**
   * Begins.
   *
   * @param tasks cells that are about to be computed
   * @param before number of cells that were done before
   * @param missing number of cells that were not, with those that do not fit into memory
   */
  void begin(List<CellTask> tasks, int before, int missing);

  /** Counts a cell that is done. */
  void done(CellTask task);
}
