package org.sluice.inversion.population;

/** Told of an inversion's course, on the thread that runs it. */
@FunctionalInterface
public interface Progress {

  /**
   * A step is done.
   *
   * @param row the step
   * @param lastStep the step with which the budget ends; smaller once a plateau has been reached
   */
  void step(Trace.Row row, long lastStep);

  /** A live check has something to say, once for each kind. */
  default void warning(String sentence) {}

  /** Tells nobody. */
  static Progress silent() {
    return (row, lastStep) -> {};
  }
}
