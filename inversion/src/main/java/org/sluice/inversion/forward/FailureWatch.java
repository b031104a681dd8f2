package org.sluice.inversion.forward;

/**
 * Counts solves and failures, and ends a request as soon as surely more fail than is tolerated. It
 * judges row by row in their order, so it does not matter how a solver cuts them into calls.
 */
public final class FailureWatch implements Solver.Watch {

  private final double share;
  private final boolean redraw;
  private SolveTally tally;
  private long asked;

  /**
   * Starts to count.
   *
   * @param before what was tried in earlier requests
   * @param count how many solves are asked for, draws in place of failed ones apart
   * @param share of failed solves that is tolerated, in [0, 1]
   * @param redraw whether another system is tried for each failed one
   */
  public FailureWatch(SolveTally before, long count, double share, boolean redraw) {
    this.tally = before;
    this.asked = before.tried() + count;
    this.share = share;
    this.redraw = redraw;
  }

  @Override
  public void done(int from, int to, String[] failures) {
    for (int i = from; i < to; i++) {
      tally = tally.plus(failures[i]);
      asked += redraw && failures[i] != null ? 1 : 0;
      tally.requireTolerable(share, asked);
    }
  }

  /** What was tried in all, when nothing more is asked for. */
  public SolveTally tally() {
    return tally.requireTolerable(share, tally.tried());
  }
}
