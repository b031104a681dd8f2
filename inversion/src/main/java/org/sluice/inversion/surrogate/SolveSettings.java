package org.sluice.inversion.surrogate;

import org.sluice.inversion.range.Range;

/**
 * The schedule of the solves that a surrogate learns from, and the policy for those that fail.
 *
 * @param presolves N_pre, solves at the population's start, at least 1 unless pairs are imported;
 *     500 by default
 * @param repeats share of the solves that are made again, to tell how the solver varies at fixed
 *     parameters, in [0, 1]; unless it is 0, 8 of the presolves are, and no others if the solver
 *     does not vary; 0.125 by default
 * @param until T_a, the last step that asks for solves, 0 for none; 1000 by default
 * @param every steps from one request to the next, at least 1; 1 by default
 * @param batch solves in a request, at least 1; 1 by default
 * @param lag steps from a request to the step before which its solves are learnt, 0 or more; solves
 *     run beside the steps between; 1 by default
 * @param failures the policy for failed solves; they are dropped by default
 * @param mostFailures the share of failed solves, in [0, 1], past which the run ends; 0.2 by
 *     default
 */
public record SolveSettings(
    int presolves,
    double repeats,
    int until,
    int every,
    int batch,
    int lag,
    FailedSolves failures,
    double mostFailures) {

  /** Checks the ranges. */
  public SolveSettings {
    Range.atLeast("presolves", 0, presolves);
    Range.fraction("repeats", repeats);
    Range.atLeast("until", 0, until);
    Range.atLeast("every", 1, every);
    Range.atLeast("batch", 1, batch);
    Range.atLeast("lag", 0, lag);
    Range.fraction("mostFailures", mostFailures);
  }

  /** The defaults. */
  public static SolveSettings defaults() {
    return new SolveSettings(500, 0.125, 1000, 1, 1, 1, FailedSolves.DROP, 0.2);
  }

  /** The same with other requests. */
  public SolveSettings withRequests(int before, int last, int steps, int solves, int later) {
    return new SolveSettings(before, repeats, last, steps, solves, later, failures, mostFailures);
  }

  /** The same with another share of solves that are made again. */
  public SolveSettings withRepeats(double share) {
    return new SolveSettings(presolves, share, until, every, batch, lag, failures, mostFailures);
  }

  /** The same with another policy for failed solves. */
  public SolveSettings withFailures(FailedSolves policy, double most) {
    return new SolveSettings(presolves, repeats, until, every, batch, lag, policy, most);
  }

  /** The last step up to a step that asks for solves; 0 if there is none. */
  long latestRequest(long step) {
    long last = Math.min(step, until);
    return last < 1 ? 0 : last - (last - 1) % every;
  }
}
