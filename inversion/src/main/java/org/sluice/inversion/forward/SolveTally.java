package org.sluice.inversion.forward;

/**
 * Solves that were tried, in their order, and how many of them failed.
 *
 * @param tried the failed ones included
 * @param failed of these
 * @param lastFailure why the last of these failed, or an empty text
 */
public record SolveTally(long tried, long failed, String lastFailure) {

  /** Before the first solve. */
  public static final SolveTally NONE = new SolveTally(0, 0, "");

  private static final double HARDLY = 1e-6;

  /**
   * After one more.
   *
   * @param failure why it failed, or null if it did not
   */
  public SolveTally plus(String failure) {
    return failure == null
        ? new SolveTally(tried + 1, failed, lastFailure)
        : new SolveTally(tried + 1, failed + 1, failure);
  }

  /**
   * This, unless more failed than is tolerated whatever comes of those still to be tried, or
   * nothing but failures came in a number that the tolerated share would bring once in a million
   * times.
   *
   * @param share of failed solves that is tolerated, in [0, 1]
   * @param asked how many will have been tried in the end, at most
   * @throws SolverException saying the last failure
   */
  public SolveTally requireTolerable(double share, long asked) {
    // One failure among the first few would be a large share.
    if (failed > Math.max(1, share * asked)) {
      throw new SolverException(
          "%d solves failed, more than the share of %s of %d; mend the solver or allow more (last failure: %s)"
              .formatted(failed, share, asked, lastFailure));
    }
    if (failed > 1 && failed == tried && Math.pow(share, failed) < HARDLY) {
      throw new SolverException(
          "all of the first %d solves failed, where the share of %s is allowed; mend the solver (last failure: %s)"
              .formatted(failed, share, lastFailure));
    }
    return this;
  }
}
