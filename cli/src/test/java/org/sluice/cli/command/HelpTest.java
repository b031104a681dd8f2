package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;

/** The help lists every bundled config, with its own description. */
class HelpTest {

  private static final Path EXAMPLES = Path.of("../examples");
  private static final Path STUDIES = Path.of("src/main/resources/org/sluice/cli/studies");

  @Test
  void runListsEveryExample() throws IOException {
    List<Path> files = configs(EXAMPLES);
    assertThat(files).hasSizeGreaterThan(10);
    CommandLineRun help = CommandLineRun.of("help", "run");
    assertThat(help.code()).isZero();
    for (Path file : files) {
      // Its command is relative to its file, so it is run by its path and not by a name.
      if (!file.endsWith("own-solver.toml")) {
        assertLists(help.out(), file);
      }
    }
  }

  @Test
  void studyListsEveryStudy() throws IOException {
    List<Path> files = configs(STUDIES);
    assertThat(files).hasSizeGreaterThan(3);
    for (Path file : files) {
      assertLists(CommandLineRun.of("study", "--help").out(), file);
    }
  }

  @Test
  void otherCommandsSayWhereTheExamplesAreListed() {
    for (String command : List.of("check", "simulate", "compare", "calibrate", "variability")) {
      String help = CommandLineRun.of("help", command).out().replaceAll("\\s+", " ");
      assertThat(help).as(command).contains("'sluice help run'").doesNotContain("Bundled");
    }
  }

  /** The launcher takes the command itself, but not the question for its help. */
  @Test
  void theBenchmarksHaveHelpAndAreStartedByTheLauncher() {
    CommandLineRun help = CommandLineRun.of("help", "bench");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: sluice bench", "--peers", "sluice-out/bench");
    assertThat(CommandLineRun.of("--help").out()).contains("  bench ");
    CommandLineRun run = CommandLineRun.of("bench", "--peers", "--threads", "1,2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("./sluice bench --peers --threads 1,2").hasLineCount(1);
  }

  private static void assertLists(String help, Path file) throws IOException {
    String name = file.getFileName().toString().replace(".toml", "");
    ConfigSource source = new ConfigSource(name, Files.readString(file), file.getParent());
    String description = ConfigReader.tree(source).get("description").stringValue();
    assertThat(help.replaceAll("\\s+", "")).contains(name + description.replaceAll("\\s+", ""));
  }

  private static List<Path> configs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }
}
