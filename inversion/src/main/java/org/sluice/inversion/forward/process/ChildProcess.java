package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of the program. Ending it ends its descendants and its group, too. */
final class ChildProcess implements AutoCloseable {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private final ProcessCalls calls;
  private final Process process;
  private final LastWords errors;
  private volatile String endedBecause;

  ChildProcess(List<String> command, Path folder, ProcessCalls calls) throws CallFailure {
    this.calls = calls;
    try {
      process = Leaving.begin(() -> start(command, folder));
    } catch (IOException e) {
      throw new CallFailure(
          "%s cannot be started: %s".formatted(command.getFirst(), e.getMessage()));
    }
    errors = new LastWords(process.getErrorStream(), calls.outputCap(), this::endTalker);
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    Process started =
        new ProcessBuilder(ProcessGroup.command(command, folder))
            .directory(folder.toFile())
            .start();
    RUNNING.add(started);
    return started;
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  boolean isAlive() {
    return endedBecause == null && process.isAlive();
  }

  /** Reads and discards the standard output, up to the limit of output. */
  void discardOutput() {
    new LastWords(process.getInputStream(), calls.outputCap(), this::endTalker);
  }

  /**
   * Exchanges data with the process within the time-out of a call. A descendant of the process may
   * hold its pipes open after its end, and a thread that reads from a pipe cannot be interrupted.
   * So the exchange runs on a separate thread, which is abandoned after the time-out.
   */
  <T> T talk(Callable<T> exchange) throws CallFailure, IOException {
    FutureTask<T> task = new FutureTask<>(exchange);
    Thread.ofPlatform().daemon().name("solver-pipe").start(task);
    try {
      return task.get(calls.timeoutNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw failure(tooLate());
    } catch (InterruptedException _) {
      throw interrupted();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case CallFailure failure -> throw failure;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Waits for the end of the process, up to the time-out of a call. */
  void await() throws CallFailure {
    try {
      if (!process.waitFor(calls.timeoutNanos(), TimeUnit.NANOSECONDS)) {
        throw failure(tooLate());
      }
      if (process.exitValue() != 0 || endedBecause != null) {
        throw failure("ended with status %d".formatted(process.exitValue()));
      }
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  /** Ends the process because of the time-out, and returns the reason of its end. */
  private String tooLate() {
    end("gave no answer within %s s".formatted(calls.timeoutNanos() / 1_000_000 / 1e3));
    return endedBecause;
  }

  private CallFailure interrupted() {
    Thread.currentThread().interrupt();
    end("was interrupted");
    return failure("was interrupted");
  }

  /** Ends the process tree and makes the failure of its call, with the first reason to end it. */
  CallFailure failure(String otherwise) {
    String reason = otherwise;
    if (endedBecause != null) {
      reason = endedBecause;
    } else if (hasEnded()) {
      reason = "ended with status %d".formatted(process.exitValue());
    }
    end(reason);
    String words = errors.text();
    return new CallFailure(
        "the solver %s%s".formatted(reason, words.isEmpty() ? "" : "; its last words: " + words));
  }

  /** Ends all processes of all callers. For a JVM that is about to go. */
  static void endAll() {
    Leaving.leave();
    kill(List.copyOf(RUNNING));
  }

  /** Whether the process ends within 100 ms: its output closes a moment before its end. */
  private boolean hasEnded() {
    try {
      return process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void endTalker() {
    end("wrote more than %d bytes of text".formatted(calls.outputCap()));
  }

  private synchronized void end(String reason) {
    if (endedBecause == null) {
      endedBecause = reason;
    }
    kill(List.of(process));
  }

  private static void kill(List<Process> processes) {
    for (Process process : processes) {
      // Descendants are listed first, because they cannot be found once their parent has ended.
      List<ProcessHandle> children = process.descendants().toList();
      // Process.destroyForcibly would wait for the streams to be closed; its handle does not.
      process.toHandle().destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    ProcessGroup.end(processes.stream().map(Process::pid).toList());
    processes.forEach(RUNNING::remove);
  }

  @Override
  public void close() {
    end("was ended");
  }
}
