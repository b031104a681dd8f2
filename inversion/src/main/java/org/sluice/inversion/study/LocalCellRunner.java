package org.sluice.inversion.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs cells in this process, on its own threads. Long cells start first, so that the threads end
 * at about the same time. A cell starts only if the memory of all running cells stays within the
 * limit.
 */
public final class LocalCellRunner implements CellRunner {

  private final int threads;
  private final long memoryLimit;

  /**
   * Creates a runner.
   *
   * @param threads number of cells that run at the same time, at least 1
   * @param memoryLimit bytes that these cells may take together, more than 0
   */
  public LocalCellRunner(int threads, long memoryLimit) {
    if (threads < 1 || memoryLimit < 1) {
      throw new IllegalArgumentException(
          "a study needs at least 1 thread and 1 byte, not %d and %d"
              .formatted(threads, memoryLimit));
    }
    this.threads = threads;
    this.memoryLimit = memoryLimit;
  }

  @Override
  public void run(List<CellTask> tasks, CellComputation computation, Receiver receiver) {
    new Queue(tasks, computation, receiver).work();
  }

  /** The waiting cells of one run, and the memory of the running cells. */
  private final class Queue {
    private final CellComputation computation;
    private final Receiver receiver;
    private final int count;
    private final Deque<CellTask> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition memoryFreed = lock.newCondition();
    private long bytes;
    private Throwable failure;

    Queue(List<CellTask> tasks, CellComputation computation, Receiver receiver) {
      this.computation = computation;
      this.receiver = receiver;
      count = tasks.size();
      for (CellTask task : tasks) {
        if (task.cost().bytes() > memoryLimit) {
          throw new IllegalArgumentException(
              "cell %d needs %.3g MB, more than the limit of %.3g MB"
                  .formatted(task.cell().number(), task.cost().bytes() / 1e6, memoryLimit / 1e6));
        }
      }
      tasks.stream()
          .sorted(Comparator.comparingDouble((CellTask task) -> -task.cost().work()))
          .forEach(waiting::add);
    }

    void work() {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, count); i++) {
        workers.add(Thread.ofPlatform().daemon().name("cells-" + i).start(this::workUntilEmpty));
      }
      try {
        for (Thread worker : workers) {
          worker.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(new IllegalStateException("the study was interrupted", e));
      }
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }

    private void workUntilEmpty() {
      try {
        for (CellTask task = take(); task != null; task = take()) {
          Measurement measurement = computation.compute(task);
          finish(task, measurement);
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    /** Takes the first waiting cell that fits into the free memory, or null if no cell waits. */
    private CellTask take() {
      lock.lock();
      try {
        while (failure == null && !waiting.isEmpty()) {
          for (Iterator<CellTask> iterator = waiting.iterator(); iterator.hasNext(); ) {
            CellTask task = iterator.next();
            if (bytes + task.cost().bytes() <= memoryLimit) {
              iterator.remove();
              bytes += task.cost().bytes();
              return task;
            }
          }
          memoryFreed.awaitUninterruptibly();
        }
        return null;
      } finally {
        lock.unlock();
      }
    }

    private void finish(CellTask task, Measurement measurement) {
      lock.lock();
      try {
        bytes -= task.cost().bytes();
        memoryFreed.signalAll();
        receiver.receive(task, measurement);
      } finally {
        lock.unlock();
      }
    }

    private void fail(Throwable e) {
      lock.lock();
      try {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
        memoryFreed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
