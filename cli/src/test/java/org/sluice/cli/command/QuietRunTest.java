package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.page.Json;

/** Runs under {@code --quiet}, whose silence means that they have arrived. */
class QuietRunTest {

  @TempDir Path folder;

  @Test
  void quietRunsSayThatWhetherTheyHaveArrivedCannotBeTold() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("sums.toml"),
            """
            data.simulate = 100
            forward = { type = "linear", matrix = [[1, 1], [2, 2]] }
            noise = { type = "isotropic", truth = { sd = 0.3 } }
            [population]
            type = "gaussian"
            truth = { mean = [1, -0.5], sd = [0.8, 0.5] }
            start = { mean = [0, 0], sd = [1, 1] }
            """);
    Path out = folder.resolve("out");
    requireOneLine(
        CommandLineRun.of("run", config, "--out", out, "--quiet", "--set", "optimiser.steps=20"),
        "undetermined");
    // So few samples that their scatter hides where the run is.
    CommandLineRun few =
        CommandLineRun.of(
            "run",
            "noise-only",
            "--quiet",
            "--seed",
            724,
            "--out",
            out,
            "--set",
            "optimiser.steps=4",
            "--set",
            "optimiser.type=adam",
            "--set",
            "loss.slices=6",
            "--set",
            "loss.samples=62",
            "--set",
            "data.simulate=66");
    requireOneLine(few, "noisy");
  }

  private void requireOneLine(CommandLineRun run, String verdict) throws IOException {
    assertThat(
            Json.MAPPER
                .readTree(folder.resolve("out/result.json").toFile())
                .at("/run/verdict")
                .stringValue())
        .isEqualTo(verdict);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("warning: whether the run has arrived cannot be told")
        .hasLineCount(1);
  }
}
