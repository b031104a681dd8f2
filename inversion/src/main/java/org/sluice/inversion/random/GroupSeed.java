package org.sluice.inversion.random;

import org.sluice.kernels.Philox;

/** Seeds for groups of individuals, whose random numbers are independent of each other. */
public final class GroupSeed {

  // No stream of an inversion, a simulation or of directions.
  private static final long STREAM = 13L << 60;

  private GroupSeed() {}

  /** The seed of a group, counted from 0; of the first group the seed itself. */
  public static long of(long seed, int group) {
    return group == 0 ? seed : Philox.bits(seed, STREAM, group);
  }
}
