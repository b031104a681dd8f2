package org.sluice.inversion;

/**
 * The independent Philox streams of an inversion: one for each purpose in each step, so that any
 * step can be repeated on its own.
 */
enum RandomStream {
  POPULATION,
  NOISE,
  DIRECTIONS,
  DATA_BATCH;

  /** The step whose numbers serve all steps when random numbers are common. Steps count from 1. */
  static final long COMMON = 0;

  /** The step whose numbers no step uses: for evaluating the result. */
  static final long EVALUATION = 1L << 60;

  /** The stream's number for {@code Philox}. */
  long of(long step) {
    return step << 2 | ordinal();
  }
}
