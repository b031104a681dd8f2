package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a separate JVM, for flags that cannot change in a running one. */
public final class ChildJvm {

  private ChildJvm() {}

  /** The folder of the classes under test. */
  public static Path classes() throws Exception {
    return Path.of(Backend.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The lines that {@code java ARGUMENTS} writes to standard output; it must end with 0. */
  public static List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of %s, which wrote %s", command, output).isZero();
    return output.lines().toList();
  }
}
