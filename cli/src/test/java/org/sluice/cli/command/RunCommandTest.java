package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RunCommandTest {

  private static final List<String> SMALL =
      List.of(
          "--set", "data.simulate=300",
          "--set", "loss.samples=300",
          "--set", "loss.slices=12");

  @TempDir Path folder;

  @Test
  void aRunRecoversTheTruthAndWritesItAll() throws IOException {
    Path out = folder.resolve("out");
    CommandLineRun run = run(out, "replicates", "--set", "optimiser.steps=200");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("stopped by its precision").contains("report.html");
    JsonNode result = result(out);
    assertThat(result.propertyNames())
        .containsExactly(
            "parameters",
            "noise",
            "population",
            "loss",
            "run",
            "identifiability",
            "warnings",
            "provenance");
    assertThat(run.out()).contains("identifiability: the data determine least");
    assertThat(result.at("/run/verdict").stringValue()).isEqualTo("arrived");
    assertThat(result.at("/run/newtonStep").propertyNames())
        .containsExactly(
            "inStandardErrors", "monteCarloError", "drift", "movesMost", "evaluations");
    // Of row means with sd √(15² + 5²/3), for 300 people.
    assertThat(result.at("/parameters/0/firstOrderStandardError").doubleValue())
        .isCloseTo(0.88, within(0.1));
    assertThat(Files.readString(out.resolve("individuals.csv")).lines()).hasSize(301);
    assertThat(names(result.get("parameters"))).containsExactly("mean", "sd");
    assertNear(result.at("/parameters/0"), 120, 2);
    assertNear(result.at("/parameters/1"), 15, 12);
    assertNear(result.at("/noise/0"), 5, 12);
    assertThat(result.get("loss").propertyNames()).containsExactly("squared", "standardError");
    assertThat(result.get("run").propertyNames())
        .containsExactly(
            "method",
            "gradient",
            "whitening",
            "finiteSample",
            "directions",
            "steps",
            "seconds",
            "forwardSolves",
            "samples",
            "slices",
            "backend",
            "precision",
            "threads",
            "seed",
            "stopped",
            "verdict",
            "newtonStep");
    assertThat(result.at("/run/stopped").stringValue()).isEqualTo("tolerance");
    assertThat(result.at("/provenance/dataHash").stringValue()).matches("sha256:[0-9a-f]{64}");
    assertThat(result.at("/provenance/config/loss/slices").intValue()).isEqualTo(12);
    List<String> trace = Files.readAllLines(out.resolve("trace.csv"));
    assertThat(trace).hasSize(1 + result.at("/run/steps").intValue());
    assertThat(trace.getFirst()).endsWith("seconds,mean,sd,noise sd");
    String report = Files.readString(out.resolve("report.html"));
    assertThat(report)
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains("data:image/svg+xml;base64,")
        .doesNotContain("http://", "https://", "<script");
    assertThat(out.resolve("checkpoint/inversion.checkpoint")).exists();
  }

  @Test
  void aLongRunSaysWhatTheDataDoNotDetermine() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("once.toml"),
            """
            [data]
            simulate = 500
            [forward]
            type = "linear"
            matrix = [[1]]
            [population]
            type = "gaussian"
            truth = { mean = 1, sd = 1 }
            start = { mean = 1, sd = 1 }
            [noise]
            type = "isotropic"
            truth = { sd = 0.8 }
            [loss]
            method = "paper-cut"
            samples = 12000
            slices = 1
            [optimiser]
            steps = 400
            """);
    Path out = folder.resolve("out");
    CommandLineRun run = CommandLineRun.of("run", config, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("identifiability: the data determine least: ");
    JsonNode warnings = result(out).get("warnings");
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(0).stringValue()).startsWith("the signal is Gaussian");
    assertThat(warnings.get(1).stringValue())
        .startsWith("whether the run has arrived cannot be told, since the data do not determine");
    assertThat(warnings.get(2).stringValue())
        .startsWith("the data hardly determine how")
        .contains("noise sd");
    assertThat(run.err()).contains("warning: " + warnings.get(2).stringValue());
    assertThat(Files.readString(out.resolve("report.html"))).contains("the data hardly determine");
  }

  @Test
  void bothGradientsStandSideBySide() throws IOException {
    Path out = folder.resolve("out");
    assertThat(run(out, "noise-only", "--gradient", "both", "--set", "optimiser.steps=20").ended())
        .isTrue();
    JsonNode variants = result(out).get("variants");
    assertThat(variants.at("/0/run/gradient").stringValue()).isEqualTo("cut");
    assertThat(variants.at("/1/run/gradient").stringValue()).isEqualTo("standard");
    assertThat(names(variants.at("/0/noise"))).hasSize(5);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<th>paper-cut</th>", "<th>paper-standard</th>");
    assertThat(Files.readString(out.resolve("trace.csv")))
        .contains("\npaper-cut,1,", "\npaper-standard,1,");
  }

  @Test
  void aRunInTwoPartsEndsInTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    assertThat(run(whole, "linear", "--set", "optimiser.steps=60").ended()).isTrue();
    // The wall time ends the first part after a step or so, and the checkpoint has its steps.
    assertThat(
            run(parts, "linear", "--set", "optimiser.steps=60", "--set", "stop.seconds=1e-9")
                .ended())
        .isTrue();
    assertThat(result(parts).at("/run/steps").intValue()).isLessThan(60);
    assertThat(result(parts).at("/run/stopped").stringValue()).isEqualTo("wall");
    assertThat(run(parts, "linear", "--set", "optimiser.steps=60", "--resume").ended()).isTrue();
    assertThat(withoutTimes(parts)).isEqualTo(withoutTimes(whole));
  }

  @Test
  void resultsAreTheSameBitsForEachNumberOfThreads() throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      Path out = folder.resolve("threads" + threads);
      run(out, "linear", "--set", "optimiser.steps=10", "--threads", threads);
      results.add(withoutTimes(out));
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(results.get(2)).isEqualTo(results.get(0));
  }

  @Test
  void ownDataHaveNoTruth() throws IOException {
    Path data = folder.resolve("people.csv");
    assertThat(CommandLineRun.of("simulate", "replicates", "--n", 200, "--out", data).code())
        .isZero();
    Path out = folder.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "replicates",
            "--data",
            data,
            "--out",
            out,
            "--set",
            "loss.samples=400",
            "--quiet");
    assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    assertThat(result(out).at("/parameters/0").propertyNames())
        .containsExactly("name", "estimate", "firstOrderStandardError");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1", "1, 2",
  })
  void columnsThatDoNotFitAreNamed(int columns, int rows) throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("y.csv"), ("1" + ",2".repeat(columns - 1) + "\n").repeat(rows));
    CommandLineRun run = CommandLineRun.of("run", "linear", "--data", data, "--out", folder);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("y.csv has " + columns + " columns, but the forward map of linear gives 6");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    CommandLineRun run = run(file.resolve("out"), "replicates");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("sluice: cannot write " + file).hasLineCount(1);
    assertThat(file).hasContent("kept");
  }

  @Test
  void missingCheckpointsBeginARunAndDamagedOnesAreRefused() throws IOException {
    Path out = folder.resolve("out");
    List<Object> arguments = List.of("replicates", "--set", "optimiser.steps=3", "--resume");
    CommandLineRun missing = run(out, arguments.toArray());
    assertThat(missing.ended()).isTrue();
    assertThat(missing.err()).contains("there is no checkpoint");
    Path checkpoint = out.resolve("checkpoint/inversion.checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    assertThat(run(out, arguments.toArray()).ended()).isTrue();
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    CommandLineRun damaged = run(out, arguments.toArray());
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("damaged");
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(bytes);
  }

  @Test
  void resultsNameTheirMethodAndItsParts() throws IOException {
    Path out = folder.resolve("out");
    assertThat(
            run(
                    out,
                    "linear",
                    "--method",
                    "paper-cut",
                    "--set",
                    "loss.whitening=population",
                    "--set",
                    "loss.directions=sobol",
                    "--set",
                    "optimiser.steps=5")
                .ended())
        .isTrue();
    JsonNode run = result(out).get("run");
    assertThat(run.get("method").stringValue()).isEqualTo("cut-population-plain");
    assertThat(run.get("gradient").stringValue()).isEqualTo("cut");
    assertThat(run.get("whitening").stringValue()).isEqualTo("population");
    assertThat(run.get("finiteSample").stringValue()).isEqualTo("plain");
    assertThat(run.get("directions").stringValue()).isEqualTo("sobol");
    assertThat(run.get("samples").intValue()).isEqualTo(300);
  }

  @Test
  void directionsOfAFileAreTheSlices() throws IOException {
    Path directions =
        Files.writeString(folder.resolve("theta.csv"), "1,0,0\n0,2,0\n0,0,1\n1,1,1\n");
    Path out = folder.resolve("out");
    List<Object> arguments =
        List.of("run", "replicates", "--out", out, "--set", "data.simulate=40");
    assertThat(withDirections(arguments, directions, "optimiser.steps=3").ended()).isTrue();
    assertThat(result(out).at("/run/slices").intValue()).isEqualTo(4);
    assertThat(result(out).at("/run/directions").stringValue()).isEqualTo("given");
    CommandLineRun tooMany = withDirections(arguments, directions, "loss.slices=5");
    assertThat(tooMany.code()).isEqualTo(2);
    assertThat(tooMany.err())
        .contains("theta.csv: 4 directions of 3 numbers were given, but 5 slices of dimension 3");
    CommandLineRun otherDimension = withDirections(arguments, directions, "forward.count=2");
    assertThat(otherDimension.err()).contains("but 4 slices of dimension 2 need as many");
    CommandLineRun missing =
        withDirections(arguments, folder.resolve("none.csv"), "optimiser.steps=3");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("orthogonal, iid, sobol or a file, and there is no file");
  }

  private static CommandLineRun withDirections(
      List<Object> arguments, Path directions, String setting) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(List.of("--set", "loss.directions=\"" + directions + "\"", "--set", setting));
    return CommandLineRun.of(all.toArray());
  }

  @Test
  void noiseThatVanishesIsDegenerate() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("vanishing.toml"),
            """
            [data]
            simulate = 50
            [forward]
            type = "none"
            dimension = 2
            [population]
            type = "none"
            [noise]
            type = "isotropic"
            truth = { sd = 1 }
            start = { sd = 1e-7 }
            [optimiser]
            type = "adam"
            steps = 2
            learning_rate = 1e-9
            """);
    CommandLineRun run = run(folder.resolve("out"), config);
    assertThat(run.err()).contains("the noise vanished");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void solversThatFailAreCodeFour() throws IOException {
    CommandLineRun run =
        run(
            folder.resolve("out"),
            "darcy",
            "--set",
            "population.start.logMean=2000",
            "--set",
            "optimiser.steps=2");
    assertThat(run.err()).contains("the solver failed: the conductivity in row");
    assertThat(run.code()).isEqualTo(4);
  }

  @Test
  void checkComparesGradientsAndWarns() {
    CommandLineRun linear = CommandLineRun.of("check", "linear", "--set", "data.simulate=100");
    assertThat(linear.code()).isZero();
    assertThat(linear.out())
        .contains("valid")
        .contains("MB for a run")
        .contains("sluice: agrees with central differences")
        .contains("paper-cut: agrees with central differences")
        .contains("paper-standard: agrees with central differences")
        .doesNotContain("warning");
    CommandLineRun full =
        CommandLineRun.of(
            "check",
            "linear",
            "--set",
            "data.simulate=100",
            "--set",
            "noise.type=full",
            "--set",
            "noise.truth={ \"covariance\" = [1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1] }");
    assertThat(full.out()).contains("warning: the signal is Gaussian");
  }

  @Test
  void checkSaysWhatItCannotTell() throws IOException {
    Path config = folder.resolve("one.toml");
    Files.writeString(folder.resolve("one.csv"), "118,121,125\n");
    Files.writeString(
        config,
        """
        data.file = "one.csv"
        forward = { type = "replicates", count = 3 }
        population = { type = "learned", units = 70 }
        noise.type = "isotropic"
        loss.samples = 50
        """);
    CommandLineRun one = CommandLineRun.of("check", config);
    assertThat(one.err()).isEmpty();
    assertThat(one.out())
        .contains("data       warning: a single individual shows no spread")
        .contains(
            "curvature  the combinations of numbers that the data determine least were not computed");
  }

  @Test
  void whatDataCannotTellIsSaidBeforeTheFirstStep() throws IOException {
    Path data = folder.resolve("few.csv");
    CommandLineRun.of("simulate", "linear", "--n", 2, "--out", data);
    Path out = folder.resolve("few");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "linear",
            "--data",
            data,
            "--out",
            out,
            "--set",
            "noise.type=full",
            "--set",
            "loss.samples=20",
            "--set",
            "optimiser.steps=2");
    assertThat(run.err())
        .containsOnlyOnce("warning: the signal is Gaussian and the noise covariance is free")
        .containsOnlyOnce("warning: 2 individuals determine at most 12 numbers");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("the signal is Gaussian and the noise covariance is free");
  }

  @Test
  void simulationsAreTheirSeedsAlone() throws IOException {
    Path first = folder.resolve("a.npy");
    Path second = folder.resolve("b.npy");
    CommandLineRun.of("simulate", "darcy", "--n", 5, "--out", first, "--seed", 3);
    CommandLineRun.of("simulate", "darcy", "--n", 5, "--out", second, "--seed", 3);
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(folder.resolve("a.z.npy")).exists();
    CommandLineRun bad = CommandLineRun.of("simulate", "darcy", "--n", 0, "--out", first);
    assertThat(bad.code()).isEqualTo(2);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void helpOfACommandIsItsUsage() {
    CommandLineRun run = CommandLineRun.of("help", "run");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: sluice run");
  }

  @Test
  void helpHasExamplesForEachCommand() {
    for (String command : List.of("run", "simulate", "loss", "check", "info")) {
      CommandLineRun help = CommandLineRun.of(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("Example").contains("  sluice " + command);
    }
    assertThat(CommandLineRun.of("--version").out()).startsWith("sluice ");
    assertThat(CommandLineRun.of("info").out())
        .contains("JDK")
        .containsPattern("backend scalar +available")
        .containsPattern("backend vector +(available|not available: )");
    assertThat(CommandLineRun.of("lss").err()).contains("did you mean loss?");
  }

  private static CommandLineRun run(Path out, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", out));
    if (arguments[0] instanceof String) {
      all.addAll(SMALL);
    }
    return CommandLineRun.of(all.toArray());
  }

  private static JsonNode result(Path out) throws IOException {
    return new JsonMapper().readTree(Files.readString(out.resolve("result.json")));
  }

  /** The part that has the same bits, however a run was cut up and spread over threads. */
  private static JsonNode withoutTimes(Path out) throws IOException {
    ObjectNode result = (ObjectNode) result(out);
    ((ObjectNode) result.get("run")).remove(List.of("seconds", "threads"));
    result.remove("provenance");
    return result;
  }

  private static List<String> names(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .map(number -> number.get("name").stringValue())
        .toList();
  }

  private static void assertNear(JsonNode number, double truth, double percent) {
    double estimate = number.get("estimate").doubleValue();
    assertThat(number.get("truth").doubleValue()).isEqualTo(truth);
    assertThat(estimate).isCloseTo(truth, Percentage.withPercentage(percent));
    assertThat(number.get("relativeError").doubleValue())
        .isEqualTo(Math.abs(estimate - truth) / truth);
  }
}
