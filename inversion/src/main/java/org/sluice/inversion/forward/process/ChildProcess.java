package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of the program and all that it starts; ended with its children. */
final class ChildProcess implements AutoCloseable {

  private final ProcessSettings settings;
  private final Process process;
  private final LastWords errors;
  private volatile String endedBecause;

  ChildProcess(ProcessSettings settings, List<String> command) throws CallFailure {
    this.settings = settings;
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

  /**
   * Talks to it for no longer than the time of a call. What the process has started may hold its
   * pipes open after its end, and nothing wakes who waits for a pipe; so this happens on a thread
   * that is left behind when the time is over.
   */
  <T> T talk(Callable<T> exchange) throws CallFailure, IOException {
    FutureTask<T> task = new FutureTask<>(exchange);
    Thread.ofPlatform().daemon().name("solver-pipe").start(task);
    try {
      return task.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
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

  /** Waits for its end, no longer than the time of a call. */
  void await() throws CallFailure {
    try {
      if (!process.waitFor(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        throw failure(tooLate());
      }
      if (process.exitValue() != 0 || endedBecause != null) {
        throw failure("ended with status %d".formatted(process.exitValue()));
      }
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  /** Ends it, and says that this was why. */
  private String tooLate() {
    end("gave no answer within %s s".formatted(settings.timeout().toMillis() / 1e3));
    return endedBecause;
  }

  private CallFailure interrupted() {
    Thread.currentThread().interrupt();
    end("was interrupted");
    return failure("was interrupted");
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
    // By its handle, since the process itself would wait for its streams to be closed.
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end("was ended");
  }
}
