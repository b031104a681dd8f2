package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An empty value is no default: mostly it is a shell's variable that is not set. */
class EmptyValuesTest {

  private static final String CONFIG =
      """
      %s
      [data]
      simulate = 20
      [forward]
      type = "replicates"
      count = 3
      [population]
      type = "gaussian"
      truth = { mean = 1, sd = 1 }
      [noise]
      type = "isotropic"
      truth = { sd = 1 }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "description",
        "seed",
        "loss.samples",
        "loss.slices",
        "loss.method",
        "loss.directions",
        "population.covariance",
        "noise.law",
        "optimiser.type",
        "stop.seconds",
        "run.backend",
        "data.header"
      })
  void anEmptyKeyIsNamed(String key) throws IOException {
    CommandLineRun set = CommandLineRun.of("check", "replicates", "--set", key + "=");
    assertThat(set.code()).isEqualTo(2);
    assertThat(set.err())
        .isEqualTo(
            "sluice: --set %s=: %s is empty; give it a value or leave it out%n"
                .formatted(key, key));
    Path config =
        Files.writeString(
            folder.resolve("c.toml"), CONFIG.formatted(key.contains(".") ? "" : key + " = ''"));
    CommandLineRun quoted =
        key.contains(".")
            ? CommandLineRun.of("check", config, "--set", key + "=''")
            : CommandLineRun.of("check", config);
    assertThat(quoted.code()).isEqualTo(2);
    assertThat(quoted.err()).contains("c.toml: %s is empty; give it a value".formatted(key));
  }

  @Test
  void anEmptyOptionIsNamed() {
    for (List<String> words :
        List.of(
            List.of("run", "replicates", "--out", ""),
            List.of("run", "replicates", "--backend", " "),
            List.of("run", "replicates", "--data", ""),
            List.of("check", "replicates", "--header="),
            List.of("study", "slices", "--out", ""),
            List.of("simulate", "replicates", "--n", "5", "--out", ""),
            List.of("loss", "x.csv", "y.csv", "--weights-x", ""))) {
      CommandLineRun run = CommandLineRun.of(words.toArray());
      String option =
          words.stream()
              .filter(word -> word.startsWith("--") && !word.equals("--n"))
              .findFirst()
              .get();
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .contains("sluice: " + option.replace("=", "") + " is empty; give it a value");
    }
    assertThat(CommandLineRun.of("run", "").err()).contains("CONFIG is empty");
    assertThat(CommandLineRun.of("bootstrap", "").err()).contains("DIR is empty");
  }
}
