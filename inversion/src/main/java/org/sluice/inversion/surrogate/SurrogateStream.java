package org.sluice.inversion.surrogate;

/** Philox streams of surrogates, apart from those of inversions and simulated data. */
enum SurrogateStream {
  WEIGHTS,
  BATCH,
  DRAW,
  REDRAW;

  private static final long FIRST = 3L << 62;

  /** The stream's number for {@code Philox}, with an index of 0 or more. */
  long of(long index) {
    return FIRST + (index << 2 | ordinal());
  }
}
