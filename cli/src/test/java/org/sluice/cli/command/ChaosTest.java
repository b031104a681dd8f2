package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.page.Json;
import tools.jackson.databind.JsonNode;

/** Systems whose averages vary at fixed parameters. */
class ChaosTest {

  private static final String SMALL =
      """
      seed = 3
      data = { simulate = 40 }
      forward = { type = "lorenz96", variables = 8, time_step = 0.02, spin_up = 5, duration = 10 }
      population = { type = "gaussian", truth = { mean = 8, sd = 1 }, start = { mean = 7, sd = 1 } }
      noise = { type = "diagonal", truth = { sd = [0.05, 0.5, 0.2, 0.2] } }
      loss = { samples = 40, slices = 8 }
      optimiser = { steps = 3 }

      [surrogate]
      type = "mlp"
      hidden = [8]
      presolves = 64
      until = 3
      batch = 16
      pretraining = 50
      certificate = 16
      """;

  @TempDir Path folder;

  @Test
  void theRecoveredNoiseIsHeldAgainstNoiseAndVariability() throws IOException {
    Path config = Files.writeString(folder.resolve("chaos.toml"), SMALL);
    CommandLineRun variability =
        CommandLineRun.of("variability", config, "--systems", "128", "--repeats", "3");
    CommandLineRun run = CommandLineRun.of("run", config, "--out", folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode result = Json.MAPPER.readTree(folder.resolve("out/result.json").toFile());
    String[] lines = variability.out().strip().split("\\R");
    for (int k = 0; k < 4; k++) {
      String[] columns = lines[k + 2].strip().split("\\s+");
      double internal = Double.parseDouble(columns[2]);
      double noise = Double.parseDouble(columns[3]);
      double truth = result.get("noise").get(k).get("truth").asDouble();
      assertThat(internal).isGreaterThan(0.5 * noise);
      assertThat(truth).isCloseTo(Math.hypot(noise, internal), within(1e-5 * truth));
      assertThat(result.get("surrogate").get("solverVariability").get(k).asDouble())
          .isBetween(0.5 * internal, 2 * internal);
    }
    assertThat(result.get("surrogate").get("heldOutErrorInNoise").asDouble()).isPositive();
    assertThat(run.out()).contains("solver: observations at the same parameters vary");
    assertThat(Files.readString(folder.resolve("out/trace.csv")).lines().findFirst().orElseThrow())
        .contains("standardError,surrogateError,");
  }
}
