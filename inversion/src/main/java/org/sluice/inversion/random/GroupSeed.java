package org.sluice.inversion.random;

/** Seeds for groups of individuals, whose random numbers are independent of each other. */
public final class GroupSeed {

  private GroupSeed() {}

  /** The seed of a group, counted from 0; of the first group the seed itself. */
  public static long of(long seed, int group) {
    return group == 0 ? seed : RandomStream.GROUP.seed(seed, group);
  }
}
