package org.sluice.inversion.random;

/**
 * The independent Philox streams of an inversion: one for each purpose in each step, so that any
 * step can be repeated on its own.
 */
public enum RandomStream {
  POPULATION(0),
  NOISE(1),
  DIRECTIONS(2),
  DATA_BATCH(3),
  KNOWN_NOISE(1L << 63),
  KNOWN_NOISE_OFFSET(1L << 63 | 1);

  /** The step whose numbers serve all steps when random numbers are common. Steps count from 1. */
  public static final long COMMON = 0;

  /** The step whose numbers no step uses: for evaluating the result. */
  public static final long EVALUATION = 1L << 60;

  private final long first;

  RandomStream(long first) {
    this.first = first;
  }

  /** The stream's number for {@code Philox}. */
  public long of(long step) {
    return first | step << 2;
  }
}
