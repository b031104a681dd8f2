package org.sluice.inversion.forward.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documented client for a pipe, with another way to solve. */
public final class PythonClient {

  static final Path CLIENTS = Path.of("..", "examples", "clients").toAbsolutePath();

  private PythonClient() {}

  /**
   * Writes it as {@code client.py}.
   *
   * @param solve a function of that name, in Python
   */
  public static Path write(Path folder, String solve) throws IOException, InterruptedException {
    assumeTrue(runs("python3", "-c", "pass"), "python3 is not installed");
    String client = Files.readString(CLIENTS.resolve("pipe_client.py"));
    String without = client.replaceFirst("(?s)def solve.*?\n\n\n", "");
    int loop = without.indexOf("while True");
    return Files.writeString(
        folder.resolve("client.py"),
        without.substring(0, loop) + solve + "\n\n" + without.substring(loop));
  }

  static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
