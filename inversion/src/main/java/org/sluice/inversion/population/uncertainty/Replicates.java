package org.sluice.inversion.population.uncertainty;

import java.util.function.IntConsumer;
import org.sluice.kernels.Parallelism;

/** Told when a replicate is done, by any thread, one at a time. */
@FunctionalInterface
public interface Replicates {

  /**
   * One more is done.
   *
   * @param done how many are
   * @param all how many there will be
   */
  void done(int done, int all);

  /** Tells nobody. */
  static Replicates silent() {
    return (done, all) -> {};
  }

  /** Does all tasks and counts them. */
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
