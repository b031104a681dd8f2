package org.sluice.inversion.forward.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a program of the user's is asked.
 *
 * @param command the program and its arguments; never given to a shell
 * @param folder its working folder
 * @param parameterDimension q, at least 1
 * @param observationDimension d, at least 1
 * @param exchange how parameters and observations are exchanged
 * @param workers calls at the same time, at least 1
 * @param rowsPerCall systems in one call, at least 1; when a call fails, each is asked alone
 * @param timeout of one call, more than 0
 * @param retries further attempts for a system whose call alone has failed, 0 or more
 * @param mostOutputBytes of text that one process may write beside its answers, at least 1
 */
public record ProcessSettings(
    List<String> command,
    Path folder,
    int parameterDimension,
    int observationDimension,
    Exchange exchange,
    int workers,
    int rowsPerCall,
    Duration timeout,
    int retries,
    long mostOutputBytes) {

  /** How a program is talked to. */
  public enum Exchange {
    /** One long-lived process per worker: NPY frames on its standard input and output. */
    PIPE,
    /** One process per call, with two more arguments: files z.npy to read and x.npy to write. */
    NPY_FILES,
    /** The same with z.csv and x.csv, without header. */
    CSV_FILES
  }

  /** Checks the ranges. */
  public ProcessSettings {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the command of the solver is empty; name its program");
    }
    requireAtLeast("parameters", 1, parameterDimension);
    requireAtLeast("observations", 1, observationDimension);
    requireAtLeast("workers", 1, workers);
    requireAtLeast("rows per call", 1, rowsPerCall);
    requireAtLeast("retries", 0, retries);
    requireAtLeast("bytes of output", 1, mostOutputBytes);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "the solver's time-out must be more than 0, not " + timeout);
    }
  }

  /** One worker, 64 systems a call, 60 s, one retry, 16 MiB of output. */
  public static ProcessSettings of(
      List<String> command, Path folder, int parameters, int observations, Exchange exchange) {
    return new ProcessSettings(
        command,
        folder,
        parameters,
        observations,
        exchange,
        1,
        64,
        Duration.ofSeconds(60),
        1,
        1L << 24);
  }

  /** The same with another number of workers and of systems a call. */
  public ProcessSettings withWorkers(int count, int rows) {
    return new ProcessSettings(
        command,
        folder,
        parameterDimension,
        observationDimension,
        exchange,
        count,
        rows,
        timeout,
        retries,
        mostOutputBytes);
  }

  /** The same with other limits of one call. */
  public ProcessSettings withLimits(Duration time, int attempts, long outputBytes) {
    return new ProcessSettings(
        command,
        folder,
        parameterDimension,
        observationDimension,
        exchange,
        workers,
        rowsPerCall,
        time,
        attempts,
        outputBytes);
  }

  private static void requireAtLeast(String what, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "the solver's %s must be at least %d, not %d".formatted(what, least, value));
    }
  }
}
