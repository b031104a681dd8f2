package org.sluice.inversion.population.uncertainty;

import java.util.function.IntConsumer;
import org.sluice.kernels.Parallelism;

/** Follows the replicates as they finish; called by any thread, one at a time. */
@FunctionalInterface
public interface Replicates {

  /**
   * Reports that one more is done.
   *
   * @param done number of replicates that are done
   * @param all number of all replicates
   */
  void done(int done, int all);

  /** Ignores everything. */
  static Replicates silent() {
    return (done, all) -> {};
  }

  /** Runs all tasks and counts them. */
  static void forEach(Parallelism workers, int count, Replicates progress, IntConsumer task) {
    Object lock = new Object();
    int[] done = {0};
    workers.forEach(
        count,
        (index, worker) -> {
          task.accept(index);
          synchronized (lock) {
            progress.done(++done[0], count);
          }
        });
  }
}
