package org.sluice.inversion.forward.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.process.ProcessSettings.Exchange;
import org.sluice.kernels.Matrix;

/**
 * A forward map that is a program of the user's own. Rows are cut into calls that do not depend on
 * the number of workers; a call that fails is repeated system by system, so that a failure costs no
 * other system. Processes start with the first call and end with {@link #close}. One call at a
 * time.
 */
public final class ProcessMap implements ForwardMap, Solver {

  private static final ThreadFactory DAEMONS =
      Thread.ofPlatform().daemon().name("solver-", 0).factory();

  private final ProcessSettings settings;
  private final BlockingQueue<Caller> idle;
  private final List<Caller> callers = new ArrayList<>();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  /** Prepares; no process is started yet. */
  public ProcessMap(ProcessSettings settings) {
    this.settings = settings;
    this.threads = Executors.newFixedThreadPool(settings.workers(), DAEMONS);
    this.clock = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    this.idle = new ArrayBlockingQueue<>(settings.workers());
    for (int w = 0; w < settings.workers(); w++) {
      callers.add(
          settings.exchange() == Exchange.PIPE
              ? new PipeCaller(settings, clock)
              : new FilesCaller(settings, clock));
    }
    idle.addAll(callers);
  }

  @Override
  public int parameterDimension() {
    return settings.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return settings.observationDimension();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException naming the first row that failed and why
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    String[] failures = solve(z, x);
    for (int i = 0; i < failures.length; i++) {
      if (failures[i] != null) {
        throw new ArithmeticException("row %d: %s".formatted(i + 1, failures[i]));
      }
    }
  }

  @Override
  public synchronized String[] solve(Matrix z, Matrix x) {
    int rows = Math.toIntExact(z.rows());
    // The caller's matrices may belong to its thread; the workers get copies.
    Matrix parameters = heap(rows, z.columns());
    Matrix answers = heap(rows, x.columns());
    parameters.copyFrom(z);
    String[] failures = new String[rows];
    List<Future<?>> calls = new ArrayList<>();
    for (int first = 0; first < rows; first += settings.rowsPerCall()) {
      int from = first;
      int to = Math.min(rows, first + settings.rowsPerCall());
      calls.add(threads.submit(() -> solve(parameters, answers, from, to, failures)));
    }
    for (Future<?> call : calls) {
      await(call);
    }
    x.copyFrom(answers);
    for (int i = 0; i < rows; i++) {
      failures[i] = failures[i] == null ? Solver.nonFinite(x, i) : failures[i];
    }
    return failures;
  }

  private void solve(Matrix z, Matrix x, int from, int to, String[] failures) {
    Caller caller = idle.remove();
    try {
      if (to - from > 1 && attempt(caller, z, x, from, to) == null) {
        return;
      }
      for (int i = from; i < to; i++) {
        failures[i] = attempt(caller, z, x, i, i + 1);
        for (int r = 0; r < settings.retries() && failures[i] != null; r++) {
          failures[i] = attempt(caller, z, x, i, i + 1);
        }
      }
    } finally {
      idle.add(caller);
    }
  }

  /** Null, or why there is no answer. */
  private static String attempt(Caller caller, Matrix z, Matrix x, int from, int to) {
    try {
      caller.call(z.rows(from, to), x.rows(from, to));
      return null;
    } catch (CallFailure e) {
      return e.getMessage();
    }
  }

  private static Matrix heap(int rows, long columns) {
    return Matrix.of(new double[Math.toIntExact(rows * columns)], rows, columns);
  }

  private static void await(Future<?> call) {
    try {
      call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the solver was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the solver could not be asked: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clock.shutdownNow();
    callers.forEach(Caller::close);
  }
}
