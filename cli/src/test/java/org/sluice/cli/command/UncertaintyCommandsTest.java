package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code sluice bootstrap}, {@code sluice test} and {@code sluice calibrate}. */
class UncertaintyCommandsTest {

  @TempDir static Path shared;

  private static Path data;
  private static Path out;

  @BeforeAll
  static void run() {
    data = shared.resolve("people.csv");
    out = shared.resolve("out");
    CommandLineRun.of("simulate", "replicates", "--n", "60", "--out", data);
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            data,
            "--out",
            out,
            "--quiet",
            "--threads",
            "2",
            "--set",
            "loss.samples=120",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.type=gauss-newton");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void intervalsStandInTheFolderAndOnceInTheReport() throws IOException {
    assertThat(bootstrap(out).code()).isZero();
    String first = Files.readString(out.resolve("bootstrap.csv"));
    CommandLineRun again = bootstrap(out, "--threads", "3");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("intervals of level 0.9", "noise sd", "least determined");
    assertThat(Files.readString(out.resolve("bootstrap.csv"))).isEqualTo(first);
    assertThat(first)
        .startsWith("replicate,mean,sd,noise sd,population mean,population sd,")
        .hasLineCount(20);
    JsonNode json = json(out.resolve("bootstrap.json"));
    JsonNode result = json(out.resolve("result.json"));
    for (int i = 0; i < 3; i++) {
      JsonNode interval = json.at("/intervals/" + i);
      assertThat(interval.at("/percentile/0").doubleValue())
          .isLessThan(interval.at("/percentile/1").doubleValue());
    }
    assertThat(json.at("/intervals/7/name").stringValue()).isEqualTo("population withinSd");
    assertThat(json.at("/intervals/0/estimate").doubleValue())
        .isEqualTo(result.at("/parameters/0/estimate").doubleValue());
    assertThat(json.get("stillMoving").intValue()).isZero();
    assertThat(json.at("/intervals/0/driftError").doubleValue())
        .isLessThan(json.at("/intervals/0/standardError").doubleValue() / 4);
    assertThat(json.get("warnings")).isEmpty();
    String report = Files.readString(out.resolve("report.html"));
    assertThat(report).contains("near 0 if the run had arrived");
    assertThat(report.split("<h2>Intervals</h2>", -1)).hasSize(2);
    assertThat(report).endsWith("</html>\n");
  }

  @Test
  void measuredCoverageStandsBesideTheIntervals(@TempDir Path folder) throws IOException {
    for (String file : new String[] {"result.json", "report.html"}) {
      Files.copy(out.resolve(file), folder.resolve(file));
    }
    CommandLineRun run = bootstrap(folder, "--coverage", "2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("how often such intervals hold the truth, on 2 data sets simulated")
        .containsPattern("noise sd .*\\((0|50|100) %\\).*\\((0|50|100) %\\)");
    JsonNode json = json(folder.resolve("bootstrap.json"));
    assertThat(json.get("coverageDataSets").intValue()).isEqualTo(2);
    assertThat(json.at("/intervals/0/coverage/basic").doubleValue()).isIn(0.0, 0.5, 1.0);
    assertThat(json.at("/intervals/0/coverage/firstOrder").doubleValue()).isIn(0.0, 0.5, 1.0);
    assertThat(json.at("/intervals/7/coverage/firstOrder").isNull()).isTrue();
    assertThat(Files.readString(folder.resolve("report.html"))).contains("In brackets");
  }

  @Test
  void theTestOfTheFitNamesDirectionsAndDrawsBands() throws IOException {
    CommandLineRun test = CommandLineRun.of("test", out, "--replicates", "19");
    assertThat(test.err()).isEmpty();
    assertThat(test.code()).isZero();
    assertThat(test.out()).contains("p = ", "column", "standard deviations");
    JsonNode json = json(out.resolve("test.json"));
    assertThat(json.get("simulated")).hasSize(19);
    assertThat(json.get("pValue").doubleValue()).isBetween(0.05, 1.0);
    assertThat(json.get("worstDirections")).hasSize(3);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<h2>Goodness of fit</h2>", "Along ");
  }

  /** A bootstrap and a test belong to one result, which they name, and go with it. */
  @Test
  void aNewRunRemovesTheExaminationsOfTheOld(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"result.json", "report.html"}) {
      Files.copy(out.resolve(name), folder.resolve(name));
    }
    assertThat(bootstrap(folder).code()).isZero();
    assertThat(CommandLineRun.of("test", folder, "--replicates", "19", "--quiet").code()).isZero();
    String named = hash(folder.resolve("result.json"));
    for (String name : new String[] {"bootstrap.json", "test.json"}) {
      assertThat(json(folder.resolve(name)).get("resultHash").stringValue()).isEqualTo(named);
    }
    CommandLineRun again =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            data,
            "--out",
            folder,
            "--quiet",
            "--seed",
            "2",
            "--set",
            "loss.samples=120",
            "--set",
            "loss.slices=6");
    assertThat(again.ended()).isTrue();
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            ".lock", "checkpoint", "individuals.csv", "report.html", "result.json", "trace.csv");
  }

  @Test
  void changedDataAndFoldersWithoutARunAreRefused(@TempDir Path folder) throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectory(copy);
    String result = Files.readString(out.resolve("result.json"));
    Files.writeString(copy.resolve("result.json"), result.replaceFirst("sha256:.", "sha256:x"));
    CommandLineRun changed = bootstrap(copy);
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("the data have changed", "run again");
    assertThat(copy.resolve("bootstrap.json")).doesNotExist();
    CommandLineRun none = bootstrap(folder);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("give the folder that 'sluice run' wrote");
    Files.writeString(copy.resolve("result.json"), "{\"variants\": []}");
    assertThat(bootstrap(copy).err()).contains("two gradients");
    CommandLineRun few = CommandLineRun.of("bootstrap", out, "--replicates", "19");
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err())
        .contains("intervals of level 0.95 need at least 39 replicates, not 19")
        .contains("more replicates or a lower level");
  }

  @Test
  void aRunThatHasNotArrivedIsRefusedUnlessTold(@TempDir Path folder) throws IOException {
    Files.copy(out.resolve("report.html"), folder.resolve("report.html"));
    ObjectNode result = (ObjectNode) json(out.resolve("result.json"));
    ObjectNode run = (ObjectNode) result.get("run");
    run.put("verdict", "moving");
    ObjectNode step = (ObjectNode) run.get("newtonStep");
    step.put("inStandardErrors", 7.25).put("monteCarloError", 0.5).put("movesMost", "sd");
    Files.writeString(folder.resolve("result.json"), result.toString());
    for (String command : new String[] {"bootstrap", "test"}) {
      CommandLineRun refused = CommandLineRun.of(command, folder, "--replicates", "39");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains("result.json: the run has not arrived")
          .contains("moves sd most, and the numbers by 7.25 ± 0.50 of their standard errors")
          .contains("more steps", "optimiser.type=gauss-newton", "--anyway")
          .hasLineCount(1);
      assertThat(folder.resolve(command + ".json")).doesNotExist();
    }
    CommandLineRun told = bootstrap(folder, "--anyway");
    assertThat(told.code()).isZero();
    assertThat(told.err()).startsWith("warning: the run has not arrived").hasLineCount(1);
    assertThat(Files.readString(folder.resolve("report.html"))).contains("the run has not arrived");
    assertThat(json(folder.resolve("bootstrap.json")).at("/warnings/0").stringValue())
        .contains("7.25 ± 0.50");
  }

  @Test
  void calibrationCountsDataSets() {
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            "replicates",
            "--data-sets",
            "2",
            "--replicates",
            "39",
            "--set",
            "data.simulate=30",
            "--set",
            "loss.samples=60",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.type=gauss-newton");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("of 2 data sets, the fits of ", "first order", "rejects the fit in")
        .containsPattern("noise sd +[012] +[012] +[012]\\R");
    CommandLineRun moving =
        CommandLineRun.of(
            "calibrate",
            "replicates",
            "--data-sets",
            "1",
            "--replicates",
            "39",
            "--set",
            "data.simulate=30",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=2",
            "--set",
            "population.start={ mean = 500, sd = 1 }");
    assertThat(moving.code()).isEqualTo(2);
    assertThat(moving.err()).contains("with seed 1, the run has not arrived", "--anyway");
    CommandLineRun file = CommandLineRun.of("calibrate", "replicates", "--set", "data.file=x.csv");
    assertThat(file.code()).isEqualTo(2);
    CommandLineRun few =
        CommandLineRun.of("calibrate", "replicates", "--data-sets", "1", "--replicates", "38");
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err())
        .contains("--replicates must be at least 39 for intervals of level 0.95, not 38", "--only");
  }

  private static CommandLineRun bootstrap(Path folder, Object... more) {
    Object[] arguments = new Object[6 + more.length];
    arguments[0] = "bootstrap";
    arguments[1] = folder;
    arguments[2] = "--replicates";
    arguments[3] = "19";
    arguments[4] = "--level";
    arguments[5] = "0.9";
    System.arraycopy(more, 0, arguments, 6, more.length);
    return CommandLineRun.of(arguments);
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
