package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.surrogate.SolveRequest.Answer;

/** Requests under way, solved in order on a thread of their own, and learnt at fixed steps. */
final class SolveQueue implements AutoCloseable {

  private final Pushforward measure;
  private final Solver solver;
  private final SolveSettings settings;
  private final long seed;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** Of the requests that were solved; used on the thread of solves alone. */
  private SolveTally tally = SolveTally.NONE;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("solves").factory());

  private record Pending(SolveRequest request, Future<Answer> answer) {}

  SolveQueue(Pushforward measure, Solver solver, SolveSettings settings, long seed) {
    this.measure = measure;
    this.solver = solver;
    this.settings = settings;
    this.seed = seed;
  }

  void ask(SolveRequest request) {
    pending.add(new Pending(request, thread.submit(() -> solve(request))));
  }

  private Answer solve(SolveRequest request) {
    Answer answer = request.solve(measure, solver, settings, seed, tally);
    tally = answer.tally();
    return answer;
  }

  /** The answer to the oldest request if that was made at or before a step, else null. */
  Answer take(long step) {
    if (pending.isEmpty() || pending.peek().request.step() > step) {
      return null;
    }
    try {
      return pending.remove().answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SolverException("the solver was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SolverException failure) {
        throw failure;
      }
      throw new SolverException("the solver failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(pending.size());
    for (Pending entry : pending) {
      out.writeLong(entry.request.step());
      out.writeInt(entry.request.count());
      out.writeInt(entry.request.repeats());
      for (double coordinate : entry.request.alpha()) {
        out.writeDouble(coordinate);
      }
    }
  }

  /**
   * Asks again for the requests that were under way.
   *
   * @param learnt of the requests before
   */
  void read(DataInput in, SolveTally learnt) throws IOException {
    thread.execute(() -> tally = learnt);
    int count = in.readInt();
    for (int p = 0; p < count; p++) {
      long step = in.readLong();
      int solves = in.readInt();
      int repeats = in.readInt();
      double[] alpha = new double[measure.coordinateCount()];
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = in.readDouble();
      }
      ask(new SolveRequest(step, alpha, solves, repeats));
    }
  }

  @Override
  public void close() {
    // Not interrupted: an interrupt in the midst of writing would close the files of solves.
    pending.forEach(entry -> entry.answer.cancel(false));
    thread.shutdown();
  }
}
