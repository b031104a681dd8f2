package org.sluice.inversion.population;

/** Follows the progress of an inversion, on the thread that runs it. */
@FunctionalInterface
public interface Progress {

  /**
   * Reports a step that is done.
   *
   * @param row the step
   * @param lastStep the last step of the budget; smaller once a plateau has been reached
   */
  void step(Trace.Row row, long lastStep);

  /** Reports the warning of a live check, once for each kind. */
  default void warning(String sentence) {}

  /** Ignores everything. */
  static Progress silent() {
    return (row, lastStep) -> {};
  }
}
