package org.sluice.kernels;

/**
 * How much a job computes. The choice of a backend goes by this alone, never by the machine's load
 * or the number of threads, so that the same job always gives the same bits.
 *
 * @param pointSlices projections to be sorted in all of the job: (samples + data) · slices ·
 *     evaluations
 */
public record Work(double pointSlices) {

  // Vector kernels box their vectors until C2 has compiled them, for seconds; plain loops run at
  // 150 ns or so per point-slice from the start. Timed as whole processes of `sluice loss`, with
  // 1e3 to 1e5 points, plain loops win by far at 1e6, barely at 1e7, and lose at 3e7.
  private static final double SMALL = 1.5e7;

  /** The rule of {@code auto}, in one line for people. */
  public static final String RULE =
      "the first that is available, but scalar for jobs below %.2g point-slices, (samples + data) x slices x evaluations"
          .formatted(SMALL);

  /** Checks the range. */
  public Work {
    if (!(pointSlices >= 0)) {
      throw new IllegalArgumentException("work cannot be " + pointSlices + " point-slices");
    }
  }

  /** The work of a number of evaluations of one shape. */
  public static Work of(SlicedWasserstein.Shape shape, long evaluations) {
    double points = (double) shape.samples() + shape.data();
    return new Work(points * shape.slices() * evaluations);
  }

  /**
   * Whether it is done before faster kernels would have been compiled: below 1.5e7 point-slices.
   */
  public boolean small() {
    return pointSlices < SMALL;
  }
}
