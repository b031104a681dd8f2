package org.sluice.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait for the next loop: they spin for microseconds, yield for a millisecond, then
 * park.
 */
final class WorkerThreads implements Parallelism {

  /** All work on the calling thread. */
  static final Parallelism SERIAL = new WorkerThreads(1);

  // About 30 microseconds. Longer than the gap between the phases of an evaluation, so that a phase
  // starts without a system call, and too short to matter on an idle machine.
  private static final int SPINS = 2_000;

  // About a millisecond more. Waking a sleeping core takes as long as a small evaluation, and a
  // thread that yields does not keep others from running.
  private static final int YIELDS = 6_000;

  private final Thread[] workers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger active = new AtomicInteger();
  private volatile int generation;
  private volatile boolean open;
  private volatile boolean closed;
  private volatile Throwable failure;
  private Task task;
  private int count;

  /** Starts {@code threads - 1} daemon threads. */
  WorkerThreads(int threads) {
    workers = new Thread[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      int worker = i + 1;
      workers[i] = Thread.ofPlatform().daemon().name("sluice-" + worker).start(() -> serve(worker));
    }
  }

  @Override
  public int threads() {
    return workers.length + 1;
  }

  @Override
  public void forEach(int tasks, Task body) {
    if (workers.length == 0 || tasks <= 1) {
      for (int index = 0; index < tasks; index++) {
        body.run(index, 0);
      }
      return;
    }
    if (closed) {
      throw new IllegalStateException("these threads have ended: close was called");
    }
    task = body;
    count = tasks;
    failure = null;
    next.set(0);
    open = true;
    generation++;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
    claim(0);
    // Do not wait for workers that have not started: waking a sleeping core can take longer than
    // the loop.
    open = false;
    for (int spins = 0; active.get() != 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    task = null;
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void serve(int worker) {
    int seen = 0;
    while (true) {
      for (int spins = 0; generation == seen && !closed; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else if (spins < YIELDS) {
          Thread.yield();
        } else {
          LockSupport.park(this);
        }
      }
      if (generation == seen) {
        return;
      }
      seen = generation;
      active.incrementAndGet();
      if (open) {
        claim(worker);
      }
      active.decrementAndGet();
    }
  }

  private void claim(int worker) {
    try {
      Task body = task;
      for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
        body.run(index, worker);
      }
    } catch (Throwable thrown) {
      next.set(count);
      failure = thrown;
    }
  }

  @Override
  public void close() {
    if (workers.length == 0) {
      return;
    }
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
