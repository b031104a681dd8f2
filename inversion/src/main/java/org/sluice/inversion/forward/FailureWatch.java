package org.sluice.inversion.forward;

/**
 * Counts solves and failures, and stops a request as soon as it is certain that more solves fail
 * than are tolerated. It judges row by row in order, so the result does not depend on how a solver
 * divides the rows into calls.
 */
public final class FailureWatch implements Solver.Watch {

  private final double share;
  private final boolean redraw;
  private SolveTally tally;
  private long asked;

  /**
   * Starts counting.
   *
   * @param before the tally of earlier requests
   * @param count the number of requested solves, without redraws
   * @param share the tolerated share of failed solves, in [0, 1]
   * @param redraw whether each failed solve is replaced by the solve of another system
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

  /**
   * The tally of this request and the earlier ones, once no more solves are to come.
   *
   * @throws SolverException if more failed than are tolerated
   */
  public SolveTally tally() {
    return tally.requireTolerable(share, tally.tried());
  }
}
