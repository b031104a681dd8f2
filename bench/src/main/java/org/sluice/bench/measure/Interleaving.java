package org.sluice.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures several operations in turns, so that a machine that drifts over minutes slows all of
 * them alike and ratios stay true.
 */
public final class Interleaving {

  private static final long TURN = 5_000_000L;

  private Interleaving() {}

  /**
   * Gives each operation a turn of five milliseconds, or one run, per round.
   *
   * @param budgetNanos rounds go on until this is spent
   * @param leastRounds but there are at least so many
   * @return the times of each operation
   */
  public static List<Timing> run(long budgetNanos, int leastRounds, List<Runnable> operations) {
    List<Timing> timings = new ArrayList<>();
    operations.forEach(operation -> timings.add(new Timing()));
    long start = System.nanoTime();
    for (int round = 0; round < leastRounds || System.nanoTime() - start < budgetNanos; round++) {
      for (int i = 0; i < operations.size(); i++) {
        long turn = 0;
        do {
          turn += timings.get(i).time(operations.get(i));
        } while (turn < TURN);
      }
    }
    return timings;
  }
}
