package org.sluice.kernels;

/**
 * Runs loops on threads. Loops are cut into tasks that do not depend on the number of threads, so
 * results do not depend on it either. Threads belong to the object that {@link #of} returns and end
 * with {@link #close}.
 */
public interface Parallelism extends AutoCloseable {

  /** One task of a loop. */
  @FunctionalInterface
  interface Task {
    /**
     * Does one task.
     *
     * @param index the task's number, from 0
     * @param worker the thread's number, from 0 to {@link Parallelism#threads} − 1; a worker does
     *     one task at a time, so scratch memory may be held per worker
     */
    void run(int index, int worker);
  }

  /** Number of threads that take part, the calling one included. */
  int threads();

  /**
   * Runs tasks 0 … count − 1, each once, in any order, and returns when all are done. If tasks
   * throw, one of their exceptions is thrown after the loop has ended.
   */
  void forEach(int count, Task task);

  /** Ends the threads. Loops must not be running. */
  @Override
  void close();

  /** All work on the calling thread. */
  static Parallelism serial() {
    return WorkerThreads.SERIAL;
  }

  /**
   * The calling thread and {@code threads - 1} daemon threads of this object's own. Between loops
   * they spin and yield for a millisecond, then sleep. A loop does not wait for threads that have
   * not woken up. Loops may not be nested or started from two threads.
   *
   * @throws IllegalArgumentException if {@code threads} is less than 1
   */
  static Parallelism of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "the number of threads must be at least 1, not " + threads);
    }
    return threads == 1 ? serial() : new WorkerThreads(threads);
  }
}
