package org.sluice.kernels;

/**
 * The amount of work in a job. The choice of a backend depends on this alone, never on the
 * machine's load or the number of threads, so that the same job always gives the same bits.
 *
 * @param pointSlices projections that the whole job sorts: (samples + data) · slices · evaluations
 */
public record Work(double pointSlices) {

  // Vector kernels box their vectors until C2 has compiled them, which takes seconds; plain loops
  // need about 150 ns per point-slice from the start. Whole processes of `sluice loss` with 1e3 to
  // 1e5 points are much faster with plain loops at 1e6 point-slices, slightly faster at 1e7 and
  // slower at 3e7.
  private static final double SMALL = 1.5e7;

  /** The rule of {@code auto}, in one line. */
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

  /** Whether the job ends before vector kernels would be compiled: below 1.5e7 point-slices. */
  public boolean small() {
    return pointSlices < SMALL;
  }
}
