package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Known noise and groups of individuals, through the commands. */
class GroupsCommandsTest {

  private static final List<String> SMALL =
      List.of(
          "--set", "loss.samples=120", "--set", "loss.slices=6", "--set", "optimiser.steps=300");

  @TempDir Path folder;

  private static CommandLineRun small(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(SMALL);
    return CommandLineRun.of(all.toArray());
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(file.toFile());
  }

  @Test
  void groupsAreRunBootstrappedAndTestedAsOne() throws IOException {
    Path out = folder.resolve("out");
    Object[] run = {
      "run",
      "two-designs",
      "--out",
      out,
      "--set",
      "group.north.data.simulate=60",
      "--set",
      "group.south.data.simulate=40"
    };
    CommandLineRun first = small(run);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("noise sd", "population mean[2]", "truth -0.5");
    JsonNode result = json(out.resolve("result.json"));
    assertThat(result.at("/noise")).hasSize(1);
    assertThat(result.at("/parameters/1/estimate").doubleValue()).isCloseTo(-0.5, within(0.3));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("the mean direction in group north", "random direction 3 in group south")
        .contains("Data: 60 x 3, 40 x 4 observations");

    CommandLineRun bootstrap =
        CommandLineRun.of("bootstrap", out, "--replicates", "19", "--level", "0.9");
    assertThat(bootstrap.code()).as(bootstrap.err()).isZero();
    assertThat(bootstrap.out()).contains("mean[2]", "noise sd");
    CommandLineRun test = CommandLineRun.of("test", out, "--replicates", "19");
    assertThat(test.code()).as(test.err()).isZero();
    assertThat(json(out.resolve("test.json")).get("pValue").doubleValue()).isGreaterThan(0.05);
    assertThat(test.out()).contains("of group ");
  }

  @Test
  void groupsAndKnownNoiseAreChecked() {
    CommandLineRun groups =
        CommandLineRun.of(
            "check",
            "two-designs",
            "--set",
            "loss.slices=2",
            "--set",
            "group.north.data.known.sd_range=[0.1, 0.5]");
    assertThat(groups.code()).as(groups.err()).isZero();
    assertThat(groups.out())
        .contains("group north: 1500 x 3, all finite", "group south: 1000 x 4, all finite")
        .contains("sluice: agrees", "paper-standard: agrees")
        .doesNotContain("warning");
  }

  @Test
  void noiseOfAGroupsOwnIsNamedAfterIt() throws IOException {
    Path config = folder.resolve("own.toml");
    String own = "\n[group.noise]\ntype = \"full\"\ntruth = { covariance = %s }\n";
    String three = "[0.04, 0, 0.04, 0, 0, 0.04]";
    Files.writeString(
        config,
        Files.readString(Path.of("../examples/two-designs.toml"))
            .replace(
                "\n[[group]]\nname = \"south\"",
                own.formatted(three) + "\n[[group]]\nname = \"south\""));
    Path out = folder.resolve("own");
    CommandLineRun run = small("run", config, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("noise north.covariance[1,1]", "(truth 0.0400000)");
    JsonNode result = json(out.resolve("result.json"));
    assertThat(result.at("/noise/0/name").asString()).isEqualTo("sd");
    assertThat(result.at("/noise")).hasSize(7);
    assertThat(result.at("/covariance/north")).hasSize(3);
  }

  @Test
  void knownNoiseIsReadFromFilesAndTheRestIsLearned() throws IOException {
    Path data = folder.resolve("people.csv");
    CommandLineRun simulated =
        CommandLineRun.of("simulate", "known-noise", "--n", "400", "--out", data);
    assertThat(simulated.out()).contains("people.sd.csv: their 400 x 3 known standard deviations");
    Path deviations = folder.resolve("people.sd.csv");
    double with = noise(data, deviations, folder.resolve("with"));
    double without = noise(data, null, folder.resolve("without"));
    assertThat(with).isCloseTo(5, within(1.2));
    // Uniform between 2 and 12, so of mean square 57; of 400 units the mean square is within 2.
    assertThat(without * without - with * with).isBetween(45.0, 65.0);
    // The hash by which a finished run knows its data includes known noise.
    Files.writeString(deviations, Files.readString(deviations).replaceFirst("\n[^,]*,", "\n5,"));
    CommandLineRun changed =
        CommandLineRun.of("bootstrap", folder.resolve("with"), "--replicates", "19");
    assertThat(changed.err()).contains("the data have changed");
  }

  private static double noise(Path data, Path deviations, Path out) throws IOException {
    List<Object> arguments =
        new ArrayList<>(List.of("run", "replicates", "--data", data, "--out", out, "--quiet"));
    arguments.addAll(List.of("--set", "noise.start.sd=7"));
    if (deviations != null) {
      arguments.addAll(List.of("--set", "data.known.sd=" + deviations));
    }
    arguments.addAll(List.of("--set", "loss.samples=800", "--set", "loss.slices=6"));
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    return json(out.resolve("result.json")).at("/noise/0/estimate").doubleValue();
  }

  @Test
  void aKnownCovarianceIsTheSameForAllData() throws IOException {
    Path covariance = folder.resolve("known.csv");
    Files.writeString(covariance, "60,20,0\n20,60,0\n0,0,60\n");
    Path out = folder.resolve("covariance");
    CommandLineRun run =
        small(
            "run",
            "replicates",
            "--out",
            out,
            "--set",
            "data.simulate=400",
            "--set",
            "noise.start.sd=7",
            "--set",
            "data.known.covariance=" + covariance);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(out.resolve("result.json")).at("/noise/0/estimate").doubleValue())
        .isCloseTo(5, within(1.0));
    Files.writeString(covariance, "60,20\n20,60\n");
    assertThat(small("check", "replicates", "--set", "data.known.covariance=" + covariance).err())
        .contains("known.csv: the covariance is 2 x 2");
  }

  /** Standard deviations and covariances with nothing beside the diagonal say the same. */
  @Test
  void covariancesMayBelongToTheirData() throws IOException {
    Path data = folder.resolve("each.csv");
    CommandLineRun.of("simulate", "known-noise", "--n", "100", "--out", data);
    List<String> rows = Files.readAllLines(folder.resolve("each.sd.csv"));
    StringBuilder squares = new StringBuilder();
    for (String row : rows.subList(1, rows.size())) {
      String[] sd = row.split(",");
      for (int e = 0; e < 9; e++) {
        double each = Double.parseDouble(sd[e / 3]);
        squares.append(e % 4 == 0 ? each * each : 0).append(e < 8 ? ',' : '\n');
      }
    }
    Path covariances = folder.resolve("each.covariances.csv");
    Files.writeString(covariances, squares);
    Path out = folder.resolve("each");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            data,
            "--out",
            out,
            "--quiet",
            "--set",
            "noise.start.sd=7",
            "--set",
            "data.known.covariances=" + covariances,
            "--set",
            "loss.samples=800",
            "--set",
            "loss.slices=6");
    assertThat(run.code()).as(run.err()).isZero();
    double same = noise(data, folder.resolve("each.sd.csv"), folder.resolve("each-sd"));
    assertThat(json(out.resolve("result.json")).at("/noise/0/estimate").doubleValue())
        .isCloseTo(same, within(1e-6));
    Files.writeString(covariances, squares.toString().replaceFirst(",0", ",3"));
    assertThat(known(data, covariances)).contains("of datum 1 row 2, column 1 is 0.0");
    Files.writeString(covariances, "1,0,0,0,1,0,0,0,1\n");
    assertThat(known(data, covariances)).contains("is 1 x 9, but the data are 100 x 3");
  }

  private static String known(Path data, Path covariances) {
    String setting = "data.known.covariances=" + covariances;
    return small("check", "replicates", "--data", data, "--set", setting).err();
  }

  @Test
  void modelsAreComparedWithTheKnownNoiseOfTheDataThatAreHeldOut() {
    CommandLineRun run =
        small(
            "compare",
            "known-noise",
            "--set",
            "data.simulate=200",
            "--try",
            "noise.type=isotropic",
            "--try",
            "noise.type=diagonal");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("fitted to 160 observations, judged by 40", "noise.type=diagonal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare|takes one group of individuals, and there are 2",
        "simulate|takes one group of individuals, and there are 2",
      })
  void commandsOfOneGroupSaySo(String command, String sentence) {
    List<Object> arguments = new ArrayList<>(List.of(command, "two-designs"));
    if (command.equals("simulate")) {
      arguments.addAll(List.of("--n", "5", "--out", folder.resolve("y.npy")));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group.east.data.simulate=3|there is no group named 'east'",
        "group.north.data.simulate=0|data.simulate must be at least 1, not 0",
        "noise.type=diagonal|noise.truth is missing",
        "data.simulate=5|data is not used, since each group has its own",
        "nature.noise.type=isotropic|nature.noise.truth is missing",
        "surrogate.architecture=mlp|surrogate",
        "group.north.data.known.sd_range=[2, 1]|the lesser one first",
        "group.north.data.known.columns=[\"a\"]|data.known needs exactly one of",
        "group.north.data.known.sd=none.csv|there is no such file",
      })
  void configsOfGroupsThatCannotBeAreRefused(String setting, String sentence) {
    CommandLineRun run = CommandLineRun.of("check", "two-designs", "--set", setting);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).hasLineCount(1);
  }
}
