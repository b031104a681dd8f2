package org.sluice.inversion.forward.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.SolverException;
import org.sluice.kernels.Matrix;

/**
 * A forward map that calls a user's own program. Rows are divided into calls that do not depend on
 * the number of workers. A failed call is repeated system by system, so that one failure does not
 * affect other systems. Processes start with the first call and end with {@link #close}. For one
 * call at a time.
 */
public final class ProcessMap implements ForwardMap, Solver {

  private static final ThreadFactory DAEMONS =
      Thread.ofPlatform().daemon().name("solver-", 0).factory();

  private final ProcessSettings settings;
  private final ProcessCalls calls;
  private final BlockingQueue<Caller> idle;
  private final List<Caller> callers = new ArrayList<>();
  private final ThreadPoolExecutor threads;
  private final StrayText stray;
  private final Runnable permission;

  /**
   * Prepares workers; no process is started yet.
   *
   * @param folder the program's working folder
   */
  public ProcessMap(ProcessSettings settings, Path folder) {
    this(settings, folder, () -> {});
  }

  /**
   * The same for a program that may be forbidden.
   *
   * @param permission asked before each request; it throws if the program must not be run
   */
  public ProcessMap(ProcessSettings settings, Path folder, Runnable permission) {
    this.settings = settings;
    this.permission = permission;
    this.calls = settings.calls();
    this.threads =
        new ThreadPoolExecutor(
            calls.workers(),
            calls.workers(),
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            DAEMONS);
    this.stray = new StrayText(calls.outputCap());
    this.idle = new ArrayBlockingQueue<>(calls.workers());
    for (int w = 0; w < calls.workers(); w++) {
      callers.add(
          calls.mode() == Exchange.PIPE
              ? new PipeCaller(settings, folder, stray)
              : new FilesCaller(settings, folder));
    }
    idle.addAll(callers);
  }

  /**
   * Ends the processes of all maps. For a JVM that is about to go, such as from a shutdown hook:
   * calls that are under way never return, and no further ones are made.
   */
  public static void endAll() {
    ChildProcess.endAll();
    CallFolder.removeAll();
  }

  @Override
  public int parameterDimension() {
    return settings.parameters().size();
  }

  @Override
  public List<String> remarks() {
    return stray.remark().stream().toList();
  }

  @Override
  public int observationDimension() {
    return settings.observations();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException naming the first row that failed, and the reason
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    solve(
        z,
        x,
        (from, to, failures) -> {
          for (int i = from; i < to; i++) {
            if (failures[i] != null) {
              throw new ArithmeticException("row %d: %s".formatted(i + 1, failures[i]));
            }
          }
        });
  }

  @Override
  public synchronized String[] solve(Matrix z, Matrix x, Watch watch) {
    permission.run();
    int rows = Math.toIntExact(z.rows());
    // The caller's matrices may be confined to its thread, so the workers get copies.
    Matrix parameters = heap(rows, z.columns());
    Matrix answers = heap(rows, x.columns());
    parameters.copyFrom(z);
    Request request = new Request(parameters, answers, x, new String[rows], watch);
    try {
      List<Call> calls = new ArrayList<>();
      for (int from = 0; from < rows; from += settings.calls().rowsPerCall()) {
        calls.add(submit(request, from, Math.min(rows, from + settings.calls().rowsPerCall())));
      }
      calls.forEach(call -> finish(request, call));
    } finally {
      // Calls are left in the queue only if the request ended with an exception.
      threads.getQueue().clear();
    }
    return request.failures;
  }

  /** The rows of one request and its watch. */
  private record Request(Matrix z, Matrix answers, Matrix x, String[] failures, Watch watch) {

    void done(int from, int to) {
      x.rows(from, to).copyFrom(answers.rows(from, to));
      for (int i = from; i < to; i++) {
        failures[i] = failures[i] == null ? Solver.nonFinite(x, i) : failures[i];
      }
      watch.done(from, to, failures);
    }
  }

  /** A call for some rows. Calls run in the order of their rows, so repeated rows come first. */
  private final class Call extends FutureTask<String> implements Comparable<Call> {
    private final int from;
    private final int to;

    Call(Request request, int from, int to) {
      super(() -> ask(request, from, to));
      this.from = from;
      this.to = to;
    }

    @Override
    public int compareTo(Call other) {
      return Integer.compare(from, other.from);
    }
  }

  private Call submit(Request request, int from, int to) {
    Call call = new Call(request, from, to);
    threads.execute(call);
    return call;
  }

  /** Waits for a call; if it fails, repeats its systems one by one and waits for them. */
  private void finish(Request request, Call call) {
    String failure = await(call);
    if (failure == null || call.to - call.from == 1) {
      request.failures[call.from] = failure;
      request.done(call.from, call.to);
      return;
    }
    List<Call> alone = new ArrayList<>();
    for (int i = call.from; i < call.to; i++) {
      alone.add(submit(request, i, i + 1));
    }
    alone.forEach(one -> finish(request, one));
  }

  /** Makes a call, with retries if it is for one system; returns null or the reason of failure. */
  private String ask(Request request, int from, int to) {
    Caller caller = idle.remove();
    try {
      String failure = attempt(caller, request, from, to);
      for (int r = 0; r < calls.retries() && failure != null && to - from == 1; r++) {
        failure = attempt(caller, request, from, to);
      }
      return failure;
    } finally {
      idle.add(caller);
    }
  }

  private static String attempt(Caller caller, Request request, int from, int to) {
    try {
      caller.call(request.z.rows(from, to), request.answers.rows(from, to));
      return null;
    } catch (CallFailure e) {
      // A call that was cut short by the JVM's end never returns, so that nobody records it.
      Leaving.waitIfLeaving();
      return e.getMessage();
    }
  }

  private static Matrix heap(int rows, long columns) {
    return Matrix.of(new double[Math.toIntExact(rows * columns)], rows, columns);
  }

  private static String await(Call call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the solver was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SolverException failure) {
        throw failure;
      }
      throw new IllegalStateException("the solver could not be asked: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow().forEach(left -> ((Call) left).cancel(false));
    callers.forEach(Caller::close);
  }
}
