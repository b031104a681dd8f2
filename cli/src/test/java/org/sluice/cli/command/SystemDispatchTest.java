package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system of these tests' own, {@link org.sluice.cli.system.echo.EchoSystem}. */
class SystemDispatchTest {

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = folder.resolve("hello.toml");
    Files.writeString(config, "system = \"echo\"\nname = \"hello\"\nword = \"hi\"\n");
  }

  @Test
  void runCheckAndSimulateDispatchOnTheSystem() {
    Path out = folder.resolve("out");
    CommandLineRun run = CommandLineRun.of("run", config, "--out", out, "--set", "times=3");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("hi hi hi" + System.lineSeparator());
    assertThat(out.resolve("echo.txt")).hasContent("hi hi hi");

    CommandLineRun check = CommandLineRun.of("check", config);
    assertThat(check.out()).startsWith("valid: hi");

    Path file = folder.resolve("y.csv");
    CommandLineRun simulate = CommandLineRun.of("simulate", config, "--n", 2, "--out", file);
    assertThat(simulate.code()).as(simulate.err()).isZero();
    assertThat(file).hasContent("hi\nhi");
  }

  @Test
  void aStudyDispatchesOnTheSystemOfItsProblem() throws IOException {
    Path study = folder.resolve("echoes.toml");
    Files.writeString(
        study,
        """
        name = "echoes"
        problem = "hello.toml"
        repetitions = 2

        [[axis]]
        key = "times"
        values = [1, 4]

        [summary]
        axis = "times"
        """);
    Path out = folder.resolve("grid");
    CommandLineRun run = CommandLineRun.of("study", study, "--out", out, "--threads", 2);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("echoes need no backend").contains("4 of 4 cells");
    assertThat(Files.readAllLines(out.resolve("cells.csv")))
        .hasSize(5)
        .anyMatch(row -> row.startsWith("0,1,1,") && row.contains(",2.0,"))
        .anyMatch(row -> row.startsWith("3,4,2,") && row.contains(",11.0,"));
  }

  @Test
  void aSystemsErrorsNameItsKeys() {
    assertMistake("hello.toml: wordd is not a known key; did you mean word?", "wordd=hey");
    assertMistake("times must be at least 1, not 0", "times=0");
    assertMistake("loss is not a known key", "loss.samples=5");
  }

  @Test
  void anUnknownSystemIsOneSentenceThatListsTheKnownOnes() {
    assertMistake(
        "hello.toml: system must be one of echo, population, not 'populatoin'; did you mean population?",
        "system=populatoin");
    assertMistake("system must be one of echo, population, not 'x'", "system=x");
  }

  @Test
  void whatIsThePopulationsAloneRefusesOtherSystems() {
    CommandLineRun run = CommandLineRun.of("compare", config);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "hello.toml: system is 'echo', but this command takes configs of the system population only")
        .hasLineCount(1);
  }

  private void assertMistake(String words, String setting) {
    CommandLineRun run =
        CommandLineRun.of("run", config, "--out", folder.resolve("no"), "--set", setting);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(words).hasLineCount(1);
    assertThat(folder.resolve("no")).doesNotExist();
  }
}
