package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.Philox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** `check` and `run` say what is wrong with data from which nothing can be learnt. */
class DegenerateDataTest {

  @TempDir Path folder;

  private Path people(int count, String kind) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < count; n++) {
      double[] row = new double[3];
      double person = 120 + 15 * Philox.normal(1, 0, n);
      for (int j = 0; j < 3; j++) {
        double reading = person + 5 * Philox.normal(1, 1, 3 * n + j);
        row[j] =
            switch (kind) {
              case "zero" -> 0;
              case "equal" -> 5.5;
              case "rows" -> j + 1;
              case "constant" -> j == 2 ? 7 : reading;
              case "copied" -> person;
              case "levels" -> reading > 120 ? 1 : 0;
              case "million" -> n == 9 && j == 1 ? 1e6 : reading;
              case "sentinel" -> n % 17 == 9 && j == 1 ? -9999 : reading;
              default -> reading;
            };
      }
      text.append(String.format(Locale.ROOT, "%.3f,%.3f,%.3f%n", row[0], row[1], row[2]));
    }
    return Files.writeString(folder.resolve(kind + ".csv"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zero|40|all 120 numbers of the data are 0",
        "equal|40|all 120 numbers of the data are 5.5",
        "rows|40|all 40 individuals are equal",
        "constant|40|column 3 is the same for all 40 individuals (7)",
        "copied|40|columns 1 and 2 are equal for all individuals",
        "levels|40|columns 1, 2, 3 take only the values 0, 1",
        "million|40|column 2 holds 1000000 in row 10 of the data, far from all other numbers",
        "sentinel|40|column 2 holds -9999 in row 10 of the data and 1 more, far from all",
        "two|2|2 individuals show little of a law",
      })
  void theFaultIsSaid(String kind, int count, String sentence) throws IOException {
    Path data = people(count, kind);
    CommandLineRun check =
        CommandLineRun.of("check", "replicates", "--data", data, "--set", "loss.samples=60");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains("data       warning: " + sentence);
    Path out = folder.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            data,
            "--set",
            "loss.samples=60",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=8",
            "--out",
            out);
    assertThat(run.err()).contains("warning: " + sentence).doesNotContain("should not");
    if (run.ended()) {
      JsonNode result = JsonMapper.shared().readTree(Files.readString(out.resolve("result.json")));
      assertThat(result.get("warnings").valueStream().map(JsonNode::stringValue))
          .anyMatch(warning -> warning.contains(sentence));
    }
  }

  @Test
  void soundDataGetNoWarning() throws IOException {
    CommandLineRun check =
        CommandLineRun.of(
            "check", "replicates", "--data", people(40, "sound"), "--set", "loss.samples=60");
    assertThat(check.out()).doesNotContain("data       warning");
  }
}
