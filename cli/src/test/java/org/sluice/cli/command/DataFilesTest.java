package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.kernels.Philox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands read foreign data files right, and say how. */
class DataFilesTest {

  private static final String INDEX =
      "its first column has no name and is left out as an index; --index-column no";

  @TempDir Path folder;

  private String rows = "";
  private String indexed = ",r1,r2,r3\n";

  @BeforeEach
  void draw() {
    for (int n = 0; n < 40; n++) {
      double person = 120 + 15 * Philox.normal(1, 0, n);
      String row = "";
      for (int j = 0; j < 3; j++) {
        row += "%s%.3f".formatted(j == 0 ? "" : ",", person + 5 * Philox.normal(1, 1, 3 * n + j));
      }
      rows += row + "\n";
      indexed += n + "," + row + "\n";
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static CommandLineRun check(Object... more) {
    Object[] words = new Object[more.length + 5];
    words[0] = "check";
    words[1] = "replicates";
    words[2] = "--set";
    words[3] = "loss.samples=50";
    words[4] = "--data";
    System.arraycopy(more, 0, words, 5, more.length);
    return CommandLineRun.of(words);
  }

  @Test
  void checkPrintsTheFirstRowAsReadAndTheDecisions() throws IOException {
    String first = rows.substring(0, rows.indexOf('\n'));
    CommandLineRun plain = check(file("plain.csv", rows));
    assertThat(plain.code()).as(plain.err()).isZero();
    assertThat(plain.out()).contains("data       40 x 3, all finite");
    String shown = plain.out().lines().filter(line -> line.contains("first row")).findFirst().get();
    double[] numbers =
        Stream.of(shown.substring(shown.indexOf(": ") + 2).split(", "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(numbers)
        .containsExactly(Stream.of(first.split(",")).mapToDouble(Double::parseDouble).toArray());
    CommandLineRun pandas = check(file("pandas.csv", indexed));
    assertThat(pandas.out())
        .contains("data       40 x 3", "first row as read: r1 = ", "pandas.csv: " + INDEX);
    CommandLineRun kept = check(folder.resolve("pandas.csv"), "--index-column", "no");
    assertThat(kept.out()).contains("data       40 x 4", "first row as read: 0, r1 = ");
  }

  @Test
  void anOptionAndItsKeyAreTheSame() throws IOException {
    Path comma = file("comma.csv", rows.replace(',', ';').replace('.', ','));
    CommandLineRun option = check(comma, "--decimal", "comma");
    assertThat(option.code()).as(option.err()).isZero();
    assertThat(option.out()).contains("40 x 3", "cells are separated by semicolon");
    assertThat(check(comma, "--set", "data.decimal=comma")).isEqualTo(option);
    assertThat(check(comma, "--decimal", ",", "--separator", ";").out())
        .contains("40 x 3")
        .doesNotContain("separated");
    assertThat(check(comma).err()).contains("--decimal comma (or data.decimal = \"comma\")");
    assertThat(check(comma, "--decimal", "dot").err())
        .contains("data.decimal must be point or comma, not 'dot'");
    assertThat(CommandLineRun.of("check", "replicates", "--header", "no").err())
        .contains("data.header has no meaning for simulated data");
  }

  @Test
  void runsSayWhatTheyDecidedAndKeepIt() throws IOException {
    Path out = folder.resolve("out");
    Path pandas = file("pandas.csv", indexed);
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            pandas,
            "--header",
            "yes",
            "--set",
            "loss.samples=80",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=40",
            "--out",
            out);
    assertThat(run.ended()).as(run.err()).isTrue();
    assertThat(run.err()).contains("pandas.csv: " + INDEX);
    JsonNode result = JsonMapper.shared().readTree(Files.readString(out.resolve("result.json")));
    assertThat(result.at("/provenance/config/data/header").stringValue()).isEqualTo("yes");
    // A later command reads the data in the same way.
    CommandLineRun test =
        CommandLineRun.of("test", out, "--replicates", "19", "--anyway", "--threads", "1");
    assertThat(test.code()).as(test.err()).isZero();
  }

  @Test
  void knownDeviationsAreReadInTheFormatOfTheData() throws IOException {
    Path data = file("y.csv", indexed.replace(',', ';').replace('.', ','));
    Path sd = file("sd.csv", indexed.replace(',', ';').replace('.', ','));
    CommandLineRun check = check(data, "--decimal", "comma", "--set", "data.known.sd=" + sd);
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains("y.csv: " + INDEX, "sd.csv: " + INDEX);
  }

  @Test
  void allPathsOfOneCommandLineStartWhereItWasTyped() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path data = here.relativize(file("y.csv", rows));
    Path sd = here.relativize(file("s.csv", rows.replaceAll("(?m)^-?\\d+", "2")));
    Path config =
        Files.writeString(
            Files.createDirectory(folder.resolve("sub")).resolve("c.toml"),
            """
            [data]
            file = "none.csv"
            [forward]
            type = "replicates"
            [population]
            type = "gaussian"
            [noise]
            type = "isotropic"
            [loss]
            samples = 50
            """);
    String known = "data.known={sd='%s'}".formatted(sd);
    for (String setting : new String[] {"data.known.sd=" + sd, known}) {
      CommandLineRun check = CommandLineRun.of("check", config, "--data", data, "--set", setting);
      assertThat(check.code()).as(check.err()).isZero();
      CommandLineRun set =
          CommandLineRun.of("check", config, "--set", "data.file=" + data, "--set", setting);
      assertThat(set).isEqualTo(check);
    }
    Path none = here.relativize(folder.resolve("no.csv"));
    String directions = "loss.directions=" + none;
    assertThat(CommandLineRun.of("check", config, "--data", data, "--set", directions).err())
        .contains("there is no file " + here.resolve(none));
    CommandLineRun sobol =
        CommandLineRun.of("check", config, "--data", data, "--set", "loss.directions=sobol");
    assertThat(sobol.code()).as(sobol.err()).isZero();
    // In a config, names of files are relative to it.
    assertThat(CommandLineRun.of("check", config).err())
        .contains(folder.resolve("sub/none.csv").toString());
  }

  @Test
  void pathsOfGroupsAreTypedToo() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path data = here.relativize(file("y.csv", rows));
    Path config =
        file(
            "groups.toml",
            """
            [forward]
            type = "replicates"
            [population]
            type = "gaussian"
            start = { mean = 120, sd = 15 }
            [noise]
            type = "isotropic"
            start = { sd = 5 }
            [loss]
            samples = 50
            [[group]]
            name = "a"
            data = { file = "none.csv" }
            [[group]]
            name = "b"
            data = { file = "y.csv" }
            """);
    CommandLineRun check = CommandLineRun.of("check", config, "--set", "group.a.data.file=" + data);
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains("group a: 40 x 3", "group b: 40 x 3");
  }

  @Test
  void lossTakesTheSameOptions() throws IOException {
    Path plain = file("plain.csv", rows);
    Path pandas = file("pandas.csv", indexed);
    CommandLineRun loss = CommandLineRun.of("loss", plain, pandas, "--slices", "10");
    assertThat(loss.code()).as(loss.err()).isZero();
    assertThat(loss.err()).contains("pandas.csv: " + INDEX);
    assertThat(loss.out()).containsPattern("squared +0\\b");
    assertThat(CommandLineRun.of("loss", pandas, pandas, "--index-column", "perhaps").err())
        .contains("--index-column must be auto, yes or no, not 'perhaps'");
  }

  @Test
  void aConfigThatWantsOneColumnLessLeavesACountOut() throws IOException {
    String numbered = indexed.substring(indexed.indexOf('\n') + 1);
    CommandLineRun counted = check(file("n.csv", numbered), "--set", "forward.count=3");
    assertThat(counted.out()).contains("40 x 3", "counts 0 to 39 and is left out as an index");
    CommandLineRun all = check(folder.resolve("n.csv"), "--set", "forward.count=4");
    assertThat(all.out()).contains("40 x 4").doesNotContain("left out");
  }
}
