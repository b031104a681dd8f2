package org.sluice.inversion.forward;

/**
 * The number of solves so far and of failures among them.
 *
 * @param tried the number of solves, failures included
 * @param failed the number of failures
 * @param lastFailure the reason of the last failure, or an empty text
 */
public record SolveTally(long tried, long failed, String lastFailure) {

  /** The tally before the first solve. */
  public static final SolveTally NONE = new SolveTally(0, 0, "");

  private static final double IMPROBABLE = 1e-6;

  /**
   * Adds a solve.
   *
   * @param failure the reason of its failure, or null if it succeeded
   */
  public SolveTally plus(String failure) {
    return failure == null
        ? new SolveTally(tried + 1, failed, lastFailure)
        : new SolveTally(tried + 1, failed + 1, failure);
  }

  /**
   * Returns this tally if its failures are tolerable. They are not if their share will be too large
   * even if all remaining solves succeed, or if all solves failed so far and the tolerated share
   * would let that happen only once in a million times.
   *
   * @param share the tolerated share of failed solves, in [0, 1]
   * @param asked the largest number of solves that there may be in the end
   * @throws SolverException with the last failure
   */
  public SolveTally requireTolerable(double share, long asked) {
    // One failure is always tolerated here: of a few solves it is a large share.
    if (failed > Math.max(1, share * asked)) {
      throw new SolverException(
          "%d solves failed, more than the share of %s of %d; mend the solver or allow more (last failure: %s)"
              .formatted(failed, share, asked, lastFailure));
    }
    if (failed > 1 && failed == tried && Math.pow(share, failed) < IMPROBABLE) {
      throw new SolverException(
          "all of the first %d solves failed, where the share of %s is allowed; mend the solver (last failure: %s)"
              .formatted(failed, share, lastFailure));
    }
    return this;
  }
}
