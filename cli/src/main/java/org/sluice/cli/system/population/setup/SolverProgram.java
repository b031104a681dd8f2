package org.sluice.cli.system.population.setup;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sluice.cli.system.population.config.ForwardConfig;

/** The files that a solver's command names, looked for without running it. */
final class SolverProgram {

  private static final Pattern SCRIPT = Pattern.compile("[^-].*\\.(py|R|jl|m|sh|js|pl|rb|jar)");

  private SolverProgram() {}

  /**
   * Looks for the program, and for arguments that end as scripts do.
   *
   * @param folder the folder that the command is run in
   * @throws IllegalArgumentException naming the file that is missing
   */
  static void requireFiles(ForwardConfig.Process config, Path folder) {
    List<String> command = config.program().command();
    String program = command.getFirst();
    if (places(program, folder).noneMatch(SolverProgram::canRun)) {
      throw new IllegalArgumentException(
          program.contains("/")
              ? "forward.command starts %s, but there is no such program in %s; correct the path, or make the file executable"
                  .formatted(program, folder)
              : "forward.command starts %s, but the PATH has no such program; install it, or give its path"
                  .formatted(program));
    }
    for (String argument : command.subList(1, command.size())) {
      if (SCRIPT.matcher(argument).matches() && !Files.exists(folder.resolve(argument))) {
        throw new IllegalArgumentException(
            "forward.command names %s, but there is no such file in %s, where the command is run; correct the path"
                .formatted(argument, folder));
      }
    }
  }

  /** Only names without a folder are looked for on the PATH. */
  private static Stream<Path> places(String program, Path folder) {
    if (program.contains("/") || program.contains(File.separator)) {
      return Stream.of(folder.resolve(program));
    }
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .map(entry -> folder.resolve(entry).resolve(program));
  }

  /** Windows leaves the ending away. */
  private static boolean canRun(Path file) {
    Path ended = file.resolveSibling(file.getFileName() + ".exe");
    return Stream.of(file, ended).anyMatch(it -> Files.isRegularFile(it) && Files.isExecutable(it));
  }
}
