package org.sluice.inversion.study;

/**
 * Computes cells. It knows nothing but the task that it is given, so a process that was started for
 * one cell gives the same bits as the process that runs the study; only times differ. Many threads
 * may call it at once.
 */
@FunctionalInterface
public interface CellComputation {

  /**
   * Computes a cell on the calling thread. An inversion that diverges is a measurement too; any
   * exception ends the study.
   */
  Measurement compute(CellTask task);
}
