package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.page.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that somebody damaged or changed are refused by their name and the place in them. */
class DamagedFilesTest {

  private static final String PROBLEM =
      """
      data = { simulate = 20 }
      forward = { type = "linear", matrix = [[1, 0], [0.5, 0.5], [0, 1]] }
      population = { type = "gaussian", truth = { mean = [1, -0.5], sd = [0.8, 0.5] }, \
      start = { mean = [0, 0], sd = [1, 1] } }
      noise = { type = "isotropic", truth = { sd = 0.3 } }
      loss = { samples = 20, slices = 4 }
      optimiser = { type = "adam", steps = 3 }
      run = { backend = "scalar", threads = 1 }
      """;

  @TempDir static Path folder;

  private static Path out;
  private static Path grid;

  @BeforeAll
  static void run() throws IOException {
    out = folder.resolve("out");
    grid = folder.resolve("grid");
    Path config = Files.writeString(folder.resolve("problem.toml"), PROBLEM);
    CommandLineRun run = CommandLineRun.of("run", config, "--out", out);
    assertThat(run.ended()).as(run.err()).isTrue();
    Files.writeString(
        folder.resolve("study.toml"),
        """
        name = "grid"
        problem = "problem.toml"
        repetitions = 1
        axis = [{ key = "loss.samples", values = [8, 9] }]
        summary = { axis = "loss.samples" }
        """);
    CommandLineRun study = study();
    assertThat(study.code()).as(study.err()).isZero();
  }

  private static CommandLineRun study() {
    return CommandLineRun.of(
        "study", folder.resolve("study.toml"), "--out", grid, "--resume", "--quiet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "/parameters/3/estimate | -0.5 | parameters: the population's sd[2] must be positive and finite, not -0.5; run again",
        "/noise/0/estimate | 0 | noise: the noise's sd must be positive and finite, not 0.0; run again",
        "/parameters/0/estimate | 1e999 | entry 1 of parameters has no finite estimate; run again",
        "/parameters/1/estimate | null | entry 2 of parameters has no finite estimate; run again",
        "/parameters/1/name | \"sd[2]\" | entry 2 of parameters is for sd[2], but the run has mean[2] there; run again",
        "/parameters | 5 | entry 1 of parameters is for nothing, but the run has mean[1] there; run again",
        "/noise/1 | {\"name\": \"sd\", \"estimate\": 1} | entry 2 of noise is for sd, but the run has nothing there; run again",
        "/run/newtonStep/inStandardErrors | \"much\" | run.newtonStep.inStandardErrors is \"much\", which is no number; run again",
        "/provenance/folder | \"a\\u0000b\" | provenance.folder is no name of a folder, since it has",
        "/provenance/config/loss/samples | -1 | provenance.config: loss.samples must be at least",
        "/provenance/config/run/backend | \"fast\" | provenance.config: run.backend must be one of auto",
        "/provenance/config/data | {\"file\": \"gone.csv\"} | provenance.config: ",
      })
  void anEntryOfAResultIsNamed(String entry, String value, String sentence) throws IOException {
    Path changed = Files.createDirectories(folder.resolve("changed"));
    JsonNode root = Json.MAPPER.readTree(Files.readString(out.resolve("result.json")));
    int last = entry.lastIndexOf('/');
    String key = entry.substring(last + 1);
    switch (root.at(entry.substring(0, last))) {
      case ObjectNode table -> table.put(key, "VALUE");
      case ArrayNode list -> list.add("VALUE");
      default -> throw new AssertionError(entry);
    }
    String text = Json.pretty((ObjectNode) root).replace("\"VALUE\"", value);
    Path file = Files.writeString(changed.resolve("result.json"), text);
    CommandLineRun run = CommandLineRun.of("bootstrap", changed, "--anyway", "--quiet");
    assertThat(run.err()).startsWith("sluice: " + file).contains(sentence).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  /** Also where the checksum of the line is right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "times.csv | x,1 | 'x' is no number of a cell",
        "times.csv | 0,a while | seconds of cell 0 is 'a while', which no study writes",
        "times.csv | \"0\"1,2 | closing quote",
        "cells.csv | 0,8,1 | does not have the columns",
      })
  void aLineOfAStudyIsNamed(String table, String line, String sentence) throws IOException {
    Path file = grid.resolve(table);
    String whole = Files.readString(file);
    CRC32C sum = new CRC32C();
    sum.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        file,
        line + "," + HexFormat.of().toHexDigits((int) sum.getValue()) + "\n",
        StandardOpenOption.APPEND);
    CommandLineRun run = study();
    Files.writeString(file, whole);
    assertThat(run.err()).startsWith("sluice: " + file).contains(sentence).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void numbersThatAreTooLargeAreNamedByTheirFile() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), "0,1\n1e300,3\n");
    Path y = Files.writeString(folder.resolve("y.csv"), "0,1\n2,5\n");
    CommandLineRun single = CommandLineRun.of("loss", x, y, "--precision", "f32");
    assertThat(single.err())
        .startsWith(
            "sluice: %s: the element in row 1, column 1, less the mean of both files, is -2.5E299, which is too large"
                .formatted(x));
    CommandLineRun both = CommandLineRun.of("loss", x, y);
    assertThat(both.err()).startsWith("sluice: %s and %s: slice 1 overflows".formatted(x, y));
    assertThat(List.of(single.code(), both.code())).containsOnly(2);
  }

  /** If each line had the cells of the first one, they would need 13 GB. */
  @Test
  void oneLongRowAboveManyShortOnesTakesNoMemory() throws IOException {
    Path x =
        Files.writeString(
            folder.resolve("ragged.csv"), "1,".repeat(15_999) + "1" + "\n1".repeat(100_000));
    assertThat(CommandLineRun.of("loss", x, x).err())
        .startsWith("sluice: %s: row 2 has 1 ".formatted(x));
  }

  @Test
  void aPackedFileThatWasCutOffIsCalledSo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write("1,2\n3,5\n".getBytes(StandardCharsets.UTF_8));
    }
    Path x = folder.resolve("short.csv.gz");
    Files.write(x, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
    assertThat(CommandLineRun.of("loss", x, x).err())
        .isEqualToIgnoringNewLines(
            "sluice: cannot read %s: it ends too early, so it was cut off".formatted(x));
  }

  @Test
  void pairsThatAreTooLargeAreNamedByTheirColumn() throws IOException {
    Files.writeString(folder.resolve("z.csv"), "1,2\n3,1e300\n5,6\n");
    Files.writeString(folder.resolve("x.csv"), "1,2,3\n3,4,5\n5,6,7\n");
    Path config =
        Files.writeString(
            folder.resolve("pairs.toml"),
            PROBLEM
                + "surrogate = { type = \"mlp\", pairs = { parameters = \"z.csv\", observations = \"x.csv\" } }\n");
    CommandLineRun run = CommandLineRun.of("run", config, "--quiet", "--out", folder.resolve("p"));
    assertThat(run.err())
        .startsWith(
            "sluice: %s: column 2 of the presimulated pairs' parameters spreads over"
                .formatted(config));
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check"})
  void settingsThatDoNotFitTheFilesAreRefusedByTheConfig(String command) throws IOException {
    Files.writeString(folder.resolve("theta.csv"), "1,0,0\n");
    Path config =
        Files.writeString(
            folder.resolve("one.toml"),
            PROBLEM.replace("slices = 4", "directions = \"theta.csv\""));
    CommandLineRun run =
        command.equals("run")
            ? CommandLineRun.of(command, config, "--out", folder.resolve("one"))
            : CommandLineRun.of(command, config);
    assertThat(run.err()).contains("sluice: %s: half of the slices".formatted(config));
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void bytesThatAreNoTextAreCalledSo() throws IOException {
    Path file = grid.resolve("study.json");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[] {'{', (byte) 0xFF, '}'});
    CommandLineRun run = study();
    Files.write(file, whole);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "sluice: cannot read %s: it is not text in UTF-8".formatted(file));
  }
}
