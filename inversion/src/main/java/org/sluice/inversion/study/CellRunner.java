package org.sluice.inversion.study;

import java.util.List;

/** Gets cells done, on this machine or elsewhere. */
public interface CellRunner {

  /** Told of cells as they finish, in any order, one at a time. */
  @FunctionalInterface
  interface Receiver {
    /** A cell is done. */
    void receive(Cell cell, Measurement measurement);
  }

  /**
   * Does all cells and returns when each has been received. If a cell or the receiver throws, no
   * further cell is begun, those under way are received, and the first exception is thrown.
   *
   * @throws IllegalArgumentException if a cell does not fit into memory; then none is begun
   */
  void run(List<Cell> cells, CellTask task, Receiver receiver);
}
