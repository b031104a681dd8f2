package org.sluice.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A peer in a separate process, with a protocol of lines: it greets with {@code hello VERSIONS} or
 * {@code missing REASON}; every request is answered by one line, {@code failed REASON} if it cannot
 * be met. The process sleeps between requests.
 */
final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader from;
  private final PrintWriter to;
  private final String versions;

  /**
   * Starts it and waits for its greeting.
   *
   * @throws PeerFailure if it is missing
   */
  ChildProcess(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      process = builder.start();
    } catch (IOException failure) {
      throw new PeerFailure("it could not be started: " + failure.getMessage());
    }
    from = process.inputReader(StandardCharsets.UTF_8);
    to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    String greeting;
    try {
      greeting = read();
    } catch (PeerFailure failure) {
      close();
      throw failure;
    }
    if (!greeting.startsWith("hello ")) {
      close();
      throw new PeerFailure(greeting.replaceFirst("^missing ", ""));
    }
    versions = greeting.substring("hello ".length());
  }

  /** The versions in its greeting. */
  String versions() {
    return versions;
  }

  /**
   * Sends a request and returns the answer.
   *
   * @throws PeerFailure if it fails or dies
   */
  String ask(String request) {
    to.println(request);
    String answer = read();
    if (answer.startsWith("failed ")) {
      throw new PeerFailure(answer.substring("failed ".length()));
    }
    return answer;
  }

  private String read() {
    try {
      String line = from.readLine();
      if (line == null) {
        process.waitFor(5, TimeUnit.SECONDS);
        throw new PeerFailure(
            "its process ended"
                + (process.isAlive() ? "" : " with exit code " + process.exitValue()));
      }
      return line;
    } catch (IOException failure) {
      throw new PeerFailure("its process ended: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerFailure("waiting for it was interrupted");
    }
  }

  /** Greatest resident memory so far in MiB, or NaN where the system does not say. */
  double peakMemory() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException unknown) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    to.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
