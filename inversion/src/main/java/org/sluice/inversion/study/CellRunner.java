package org.sluice.inversion.study;

import java.util.List;

/** Runs the cells of a study, on this machine or elsewhere. */
public interface CellRunner {

  /** Receives cells as they finish, in any order, one at a time. */
  @FunctionalInterface
  interface Receiver {
    /** Receives a cell that has finished. */
    void receive(CellTask task, Measurement measurement);
  }

  /**
   * Runs all cells and returns when each has been received. If a cell or the receiver throws, no
   * further cell starts. The running cells are still received, and then the first exception is
   * thrown.
   *
   * @throws IllegalArgumentException if a cell does not fit into memory; then no cell starts
   */
  void run(List<CellTask> tasks, CellComputation computation, Receiver receiver);
}
