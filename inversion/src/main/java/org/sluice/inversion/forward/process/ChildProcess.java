package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One process of the program and all that it starts; ended with its children. */
final class ChildProcess implements AutoCloseable {

  private final ProcessSettings settings;
  private final ScheduledExecutorService clock;
  private final Process process;
  private final LastWords errors;
  private volatile String endedBecause;

  ChildProcess(ProcessSettings settings, List<String> command, ScheduledExecutorService clock)
      throws CallFailure {
    this.settings = settings;
    this.clock = clock;
    try {
      process = new ProcessBuilder(command).directory(settings.folder().toFile()).start();
    } catch (IOException e) {
      throw new CallFailure(
          "%s cannot be started: %s".formatted(command.getFirst(), e.getMessage()));
    }
    errors = new LastWords(process.getErrorStream(), settings.mostOutputBytes(), this::endTalker);
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

  /** Keeps only the end of its standard output, under the cap of all output. */
  void discardOutput() {
    new LastWords(process.getInputStream(), settings.mostOutputBytes(), this::endTalker);
  }

  /** Ends the process when the time of a call is over, unless cancelled before. */
  ScheduledFuture<?> startClock() {
    return clock.schedule(
        () -> end("gave no answer within %s s".formatted(settings.timeout().toMillis() / 1e3)),
        settings.timeout().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Waits for its end, which the clock brings if it does not come by itself. */
  void await() throws CallFailure {
    try {
      int status = process.waitFor();
      if (status != 0 || endedBecause != null) {
        throw failure("ended with status %d".formatted(status));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      end("was interrupted");
      throw failure("was interrupted");
    }
  }

  /** Ends the process tree and makes the failure of its call: the first reason of all is told. */
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

  /** Whether it is gone, or will be at once: its output closes a moment before it ends. */
  private boolean hasEnded() {
    try {
      return process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void endTalker() {
    end("wrote more than %d bytes of text".formatted(settings.mostOutputBytes()));
  }

  private synchronized void end(String reason) {
    if (endedBecause == null) {
      endedBecause = reason;
    }
    // The children are asked for first: once their parent is gone, they cannot be found.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end("was ended");
  }
}
