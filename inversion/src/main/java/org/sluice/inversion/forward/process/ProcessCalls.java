package org.sluice.inversion.forward.process;

import org.sluice.inversion.range.Range;

/**
 * The settings of the calls of a program.
 *
 * @param mode the way in which parameters and observations are exchanged; by pipe by default
 * @param workers calls at the same time, at least 1; 1 by default
 * @param rowsPerCall systems in one call, at least 1; when a call fails, each is asked alone; 64 by
 *     default
 * @param timeout of one call, in seconds, more than 0; 60 by default
 * @param retries further attempts for a system whose call alone has failed, 0 or more; 1 by default
 * @param outputCap bytes of text that one process may write beside its answers, at least 1; 16 MiB
 *     by default
 */
public record ProcessCalls(
    Exchange mode, int workers, int rowsPerCall, double timeout, int retries, int outputCap) {

  private static final double NANOS = 1e9;
  private static final double MOST_NANOS = 1e18;

  /** Checks the ranges. */
  public ProcessCalls {
    Range.atLeast("workers", 1, workers);
    Range.atLeast("rowsPerCall", 1, rowsPerCall);
    Range.positive("timeout", timeout);
    Range.atLeast("retries", 0, retries);
    Range.atLeast("outputCap", 1, outputCap);
  }

  /** The defaults. */
  public static ProcessCalls defaults() {
    return new ProcessCalls(Exchange.PIPE, 1, 64, 60, 1, 1 << 24);
  }

  /** The same with another exchange. */
  public ProcessCalls withMode(Exchange other) {
    return new ProcessCalls(other, workers, rowsPerCall, timeout, retries, outputCap);
  }

  /** The same with another number of workers and of systems a call. */
  public ProcessCalls withWorkers(int count, int rows) {
    return new ProcessCalls(mode, count, rows, timeout, retries, outputCap);
  }

  /** The same with other limits of one call. */
  public ProcessCalls withLimits(double seconds, int attempts, int outputBytes) {
    return new ProcessCalls(mode, workers, rowsPerCall, seconds, attempts, outputBytes);
  }

  long timeoutNanos() {
    return (long) Math.min(MOST_NANOS, timeout * NANOS);
  }
}
