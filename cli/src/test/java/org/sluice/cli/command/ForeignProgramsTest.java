package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that a config names, which leaves a file behind where it is run. */
class ForeignProgramsTest {

  @TempDir Path folder;
  private Path called;

  @BeforeEach
  void write() throws IOException {
    called = folder.resolve("called");
    Files.writeString(folder.resolve("solver.sh"), "touch " + called);
    Files.writeString(
        folder.resolve("own.toml"),
        """
        [data]
        simulate = 20
        [forward]
        type = "process"
        command = ["sh", "solver.sh"]
        parameters = ["a", "b"]
        observations = 3
        [population]
        type = "gaussian"
        truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
        start = { mean = [0.2, 0], sd = [0.6, 0.8] }
        [noise]
        type = "isotropic"
        truth = { sd = 0.2 }
        [surrogate]
        type = "mlp"
        [run]
        backend = "scalar"
        """);
    Files.writeString(
        folder.resolve("study.toml"),
        """
        name = "tiny"
        problem = "own.toml"
        seed = 1
        repetitions = 1
        [[axis]]
        key = "loss.samples"
        values = [20, 30]
        [summary]
        axis = "loss.samples"
        """);
  }

  private CommandLineRun command(String line) {
    return CommandLineRun.of(
        Stream.of(line.split(" "))
            .map(
                word -> word.matches("own.toml|study.toml|out|y.csv") ? folder.resolve(word) : word)
            .toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check own.toml",
        "check own.toml --solve --no-commands",
        "run own.toml --no-commands --out out",
        "simulate own.toml --no-commands --n 3 --out y.csv",
        "compare own.toml --no-commands --set data.simulate=20",
        "calibrate own.toml --no-commands --data-sets 1 --replicates 39",
        "study study.toml --no-commands --out out"
      })
  void itIsNotRunWhereThatIsForbidden(String line) {
    CommandLineRun run = command(line);
    assertThat(run.err()).contains("forward.command (sh solver.sh) would be run here, but");
    assertThat(run.code()).isEqualTo(2);
    assertThat(called).doesNotExist();
  }

  @Test
  void theNextCommandLineIsFreeAgain() {
    assertThat(command("check own.toml").err()).contains("'check' runs it with --solve only");
    // The program gives no answer, so the command fails after it was run.
    assertThat(command("check own.toml --solve").code()).isEqualTo(4);
    assertThat(called).exists();
  }
}
