package org.sluice.inversion.population.uncertainty;

import org.sluice.kernels.Philox;

/** What a replicate is for: each purpose has seeds of its own, one for each replicate. */
enum Purpose {
  /** Resampled data. */
  RESAMPLE,
  /** The data themselves, fitted again. */
  CONTROL,
  /** Data simulated from the fitted model. */
  SIMULATION,
  /** The fitted model's samples that data are compared with. */
  REFERENCE,
  /** Directions of the comparison. */
  DIRECTIONS,
  /** Data simulated from the fitted model, to see which intervals hold its numbers. */
  COVERAGE;

  // Inversions, directions and simulated data use other streams, so one seed may serve all.
  private static final long FIRST_STREAM = 3L << 61;

  /** The seed of replicate {@code index}, from 0, of a run with seed {@code seed}. */
  long seed(long seed, long index) {
    return Philox.bits(seed, stream(), index);
  }

  /** The stream from which the purpose's own random numbers come. */
  long stream() {
    return FIRST_STREAM + ordinal();
  }
}
