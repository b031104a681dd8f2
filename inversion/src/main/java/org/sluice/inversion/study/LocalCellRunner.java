package org.sluice.inversion.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does cells on threads of its own in this process. Long cells are begun first, so that the threads
 * end together, and a cell is begun only while the memory of all cells under way stays within the
 * limit.
 */
public final class LocalCellRunner implements CellRunner {

  private final int threads;
  private final long memoryLimit;

  /**
   * A runner.
   *
   * @param threads cells under way at the same time, at least 1
   * @param memoryLimit bytes that they may take together, more than 0
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
  public void run(List<Cell> cells, CellTask task, Receiver receiver) {
    new Queue(cells, task, receiver).work();
  }

  /** The cells of one run that are still to be begun, and the memory of those under way. */
  private final class Queue {
    private final CellTask task;
    private final Receiver receiver;
    private final Map<Cell, CellCost> costs = new IdentityHashMap<>();
    private final Deque<Cell> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition memoryFreed = lock.newCondition();
    private long bytes;
    private Throwable failure;

    Queue(List<Cell> cells, CellTask task, Receiver receiver) {
      this.task = task;
      this.receiver = receiver;
      for (Cell cell : cells) {
        CellCost cost = task.cost(cell);
        if (cost.bytes() > memoryLimit) {
          throw new IllegalArgumentException(
              "cell %d needs %.3g MB, more than the limit of %.3g MB"
                  .formatted(cell.number(), cost.bytes() / 1e6, memoryLimit / 1e6));
        }
        costs.put(cell, cost);
      }
      cells.stream()
          .sorted(Comparator.comparingDouble((Cell cell) -> -costs.get(cell).work()))
          .forEach(waiting::add);
    }

    void work() {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, costs.size()); i++) {
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
        for (Cell cell = take(); cell != null; cell = take()) {
          Measurement measurement = task.measure(cell);
          finish(cell, measurement);
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    /** The first waiting cell for which there is memory, or null if there is none left to begin. */
    private Cell take() {
      lock.lock();
      try {
        while (failure == null && !waiting.isEmpty()) {
          for (Iterator<Cell> iterator = waiting.iterator(); iterator.hasNext(); ) {
            Cell cell = iterator.next();
            if (bytes + costs.get(cell).bytes() <= memoryLimit) {
              iterator.remove();
              bytes += costs.get(cell).bytes();
              return cell;
            }
          }
          memoryFreed.awaitUninterruptibly();
        }
        return null;
      } finally {
        lock.unlock();
      }
    }

    private void finish(Cell cell, Measurement measurement) {
      lock.lock();
      try {
        bytes -= costs.get(cell).bytes();
        memoryFreed.signalAll();
        receiver.receive(cell, measurement);
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
