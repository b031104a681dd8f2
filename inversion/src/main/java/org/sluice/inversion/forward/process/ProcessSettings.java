package org.sluice.inversion.forward.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings of a user's own program and of the calls to it.
 *
 * @param command the program and its arguments; no shell interprets them
 * @param folder its working folder
 * @param parameterDimension q, at least 1
 * @param observationDimension d, at least 1
 * @param exchange how parameters and observations are exchanged
 * @param workers the number of calls at the same time, at least 1
 * @param rowsPerCall systems in one call, at least 1; after a failed call each is tried by itself
 * @param timeout of one call, more than 0
 * @param retries further attempts for a system that failed by itself, at least 0
 * @param mostOutputBytes bytes of text that a process may write besides its answers, at least 1
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

  /** The way in which a program gets parameters and returns observations. */
  public enum Exchange {
    /** One long-lived process per worker, with NPY frames on its standard input and output. */
    PIPE,
    /**
     * One process per call, with two more arguments: the files z.npy to read and x.npy to write.
     */
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

  /** Makes settings with 1 worker, 64 systems per call, 60 s, 1 retry and 16 MiB of output. */
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

  /** Copies the settings with other numbers of workers and of systems per call. */
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

  /** Copies the settings with other limits of a call. */
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
