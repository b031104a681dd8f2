package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts programs in process groups of their own where the system has {@code setsid}. A signal of
 * the terminal then reaches them through us alone, one that they send to their group does not reach
 * us, and whatever they leave behind can be ended with the group.
 */
final class ProcessGroup {

  private static final Optional<Path> SETSID = onPath("setsid", Path.of(""));
  private static final Optional<Path> KILL = onPath("kill", Path.of(""));
  private static final long PATIENCE_SECONDS = 2;

  private ProcessGroup() {}

  /**
   * A command that starts a program in a new group, which has the number of its process. A program
   * that cannot be found is left as it is, so that its start fails with the system's reason.
   *
   * @param folder the program's working folder
   */
  static List<String> command(List<String> program, Path folder) {
    if (SETSID.isEmpty() || find(program.getFirst(), folder).isEmpty()) {
      return program;
    }
    List<String> all = new ArrayList<>();
    all.add(SETSID.get().toString());
    all.addAll(program);
    return all;
  }

  /** Ends all processes of some groups; a number that no group has is passed over. */
  static void end(List<Long> numbers) {
    if (SETSID.isEmpty() || KILL.isEmpty() || numbers.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(KILL.get().toString(), "-KILL", "--"));
    numbers.forEach(number -> command.add("-" + number));
    try {
      Process kill =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException _) {
      // The processes that are still known as descendants are ended one by one.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Path> find(String program, Path folder) {
    return program.contains("/")
        ? Optional.of(folder.resolve(program)).filter(ProcessGroup::canRun)
        : onPath(program, folder);
  }

  private static Optional<Path> onPath(String program, Path folder) {
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<String> entries = Pattern.compile(":").splitAsStream(path);
    return entries
        .map(entry -> folder.resolve(entry).resolve(program))
        .filter(ProcessGroup::canRun)
        .findFirst();
  }

  private static boolean canRun(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
