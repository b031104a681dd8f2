package org.sluice.inversion.study;

/**
 * What is done in a cell. The same cell always gives the same numbers, wherever and whenever it is
 * done; only times differ. Many threads may call it at once.
 */
public interface CellTask {

  /** What the cell will take. */
  CellCost cost(Cell cell);

  /**
   * Does the cell on the calling thread. An inversion that diverges is a measurement too; whatever
   * is thrown ends the study.
   */
  Measurement measure(Cell cell);
}
