package org.sluice.bench.peer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The other end of {@link ChildProcess}, for peers that run in a JVM. */
public final class Conversation {

  /** The requests that a peer answers. */
  public interface Peer {

    /**
     * Prepares a loss or a network and warms up; the words of the request line.
     *
     * @return whether runs have become steady
     */
    boolean prepare(String... words);

    /** Runs once on one set. */
    Result run(int set);

    /** Releases the prepared loss or network. */
    void forget();
  }

  /**
   * Value and gradient of a run; the sum of the gradient's squares is taken after the clock
   * stopped.
   */
  public interface Result {
    /** The loss, or the squared error. */
    double value();

    /** Sum of squares of the gradient's elements. */
    double norm();
  }

  private Conversation() {}

  /** Greets and answers until the other side hangs up. All other output is discarded. */
  public static void hold(String versions, Peer peer) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    System.setOut(System.err);
    out.println("hello " + versions);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        out.println(answer(peer, line.split(" ")));
      } catch (RuntimeException | Error failure) {
        out.println("failed " + String.valueOf(failure).lines().findFirst().orElse(""));
      }
    }
  }

  private static String answer(Peer peer, String... words) {
    switch (words[0]) {
      case "run" -> {
        int[] sets = Stream.of(words).skip(1).mapToInt(Integer::parseInt).toArray();
        Result result = null;
        long start = System.nanoTime();
        for (int set : sets) {
          result = peer.run(set);
        }
        long elapsed = (System.nanoTime() - start) / sets.length;
        return "%d %s %s".formatted(elapsed, result.value(), result.norm());
      }
      case "forget" -> peer.forget();
      default -> {
        return peer.prepare(words) ? "ready" : "unsteady";
      }
    }
    return "ready";
  }
}
