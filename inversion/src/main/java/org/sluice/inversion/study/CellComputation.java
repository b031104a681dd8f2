package org.sluice.inversion.study;

/**
 * Computes cells. The result depends on the task alone: a process that was started for one cell
 * gives the same bits as the process that runs the study, and only times differ. Many threads may
 * call it at once.
 */
@FunctionalInterface
public interface CellComputation {

  /**
   * Computes a cell on the calling thread. A cell that fails, such as an inversion that diverges,
   * returns a measurement as well. An exception ends the study.
   */
  Measurement compute(CellTask task);
}
