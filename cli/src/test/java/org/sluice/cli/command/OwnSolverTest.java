package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.ForwardMapProvider;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OwnSolverTest {

  private static final String REST =
      """
      [data]
      simulate = 200
      [population]
      type = "gaussian"
      truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
      start = { mean = [0.2, 0], sd = [0.6, 0.8] }
      [noise]
      type = "isotropic"
      truth = { sd = 0.2 }
      [loss]
      samples = 200
      slices = 12
      [optimiser]
      type = "adam"
      steps = 80
      [run]
      backend = "scalar"
      """;
  private static final String SURROGATE =
      """
      [surrogate]
      type = "mlp"
      hidden = [16]
      activation = "tanh"
      presolves = 100
      until = 40
      every = 4
      batch = 4
      pretraining = 800
      inner_steps = 3
      mini_batch = 32
      learning_rate = 5e-3
      certificate = 80
      """;
  private static final String LINEAR =
      """
      [forward]
      type = "linear"
      matrix = [[1, 0.2], [0.5, -0.7], [-0.3, 0.9]]
      """;
  private static final String JAVA =
      """
      [forward]
      type = "java"
      name = "without-derivatives"
      options = { offset = "0" }
      """;

  @TempDir Path folder;

  /** Found by the service loader. */
  public static final class Provider implements ForwardMapProvider {
    @Override
    public String name() {
      return "without-derivatives";
    }

    @Override
    public ForwardMap create(Map<String, String> options) {
      double offset = Double.parseDouble(options.get("offset"));
      double least = Double.parseDouble(options.getOrDefault("least", "-Infinity"));
      LinearMap map = new LinearMap(new double[][] {{1, 0.2}, {0.5, -0.7}, {-0.3, 0.9}});
      return new ForwardMap() {
        @Override
        public int parameterDimension() {
          return 2;
        }

        @Override
        public int observationDimension() {
          return 3;
        }

        @Override
        public void apply(Matrix z, Matrix x) {
          map.apply(z, x);
          for (long i = 0; i < z.rows(); i++) {
            if (z.get(i, 0) < least) {
              throw new ArithmeticException("row %d: too small".formatted(i + 1));
            }
          }
          x.set(0, 0, x.get(0, 0) + offset);
        }
      };
    }
  }

  @Test
  void aProgramGivesTheAnswerOfTheMapInsideWithinTheCertificate() throws IOException {
    assumeTrue(pythonRuns(), "python3 is not installed");
    String client =
        Path.of("..", "examples", "clients", "pipe_client.py").toAbsolutePath().toString();
    String process =
        """
        [forward]
        type = "process"
        command = ["python3", "%s"]
        parameters = ["a", "b"]
        observations = 3
        workers = 2
        rows_per_call = 20
        """
            .formatted(client);
    JsonNode program = result("program", process + SURROGATE + REST);
    assertSameEstimate(program, result("linear", LINEAR + REST));
    JsonNode certificate = program.get("surrogate").get("certificate");
    assertThat(Math.abs(certificate.get("difference").asDouble()))
        .isLessThan(
            4 * certificate.get("standardError").asDouble()
                + 0.02 * certificate.get("solverLoss").asDouble());
    // Eight of the presolves are made twice, to see whether the solver varies.
    assertThat(program.get("surrogate").get("solves").asInt()).isEqualTo(140 + 8);
    assertThat(program.get("surrogate").get("failures").asInt()).isZero();
    assertThat(folder.resolve("program/solves/z.npy")).exists();
    assertThat(folder.resolve("program/surrogate.csv")).exists();
    assertThat(Files.readString(folder.resolve("program/report.html")))
        .contains("up to those of step 37 of 80");
    assertThat(Files.readString(folder.resolve("program/report.html"))).contains("The surrogate");
  }

  /** With all noise known the learned rest goes to 0, and no error is small beside that. */
  @Test
  void theErrorOfASurrogateIsMeasuredInTheKnownNoiseToo() throws IOException {
    String rest =
        REST.replace("simulate = 200", "simulate = 200\nknown.sd_range = [0.2, 0.2]")
            .replace("truth = { sd = 0.2 }", "truth = { sd = 1e-4 }\nstart = { sd = 1e-4 }");
    JsonNode result = result("known", LINEAR + SURROGATE + rest);
    JsonNode surrogate = result.get("surrogate");
    assertThat(result.at("/noise/0/estimate").doubleValue()).isLessThan(0.05);
    assertThat(surrogate.get("heldOutErrorInNoise").doubleValue())
        .isPositive()
        .isLessThanOrEqualTo(surrogate.get("heldOutError").doubleValue() / 0.2);
    JsonNode certificate = surrogate.get("certificate");
    assertThat(certificate.get("surrogateErrorInNoise").doubleValue())
        .isBetween(0.0, certificate.get("surrogateError").doubleValue() / 0.2);
    assertThat(result.get("warnings").valueStream().map(JsonNode::stringValue))
        .noneMatch(warning -> warning.contains("the surrogate's error matters"));
  }

  @Test
  void aJavaMapIsFoundByItsName() throws IOException {
    assertSameEstimate(result("java", JAVA + SURROGATE + REST), result("linear", LINEAR + REST));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    CommandLineRun unknown = run("unknown", JAVA.replace("without", "with") + SURROGATE + REST);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("forward.name is 'with-derivatives'", "without-derivatives");
    CommandLineRun bare = run("bare", JAVA + REST);
    assertThat(bare.code()).isEqualTo(2);
    assertThat(bare.err()).contains("no derivatives; add a table [surrogate]");
  }

  /** Small, for tests that do not look at estimates. */
  private static final String SHORT =
      (SURROGATE + REST)
          .replace("presolves = 100", "presolves = 20")
          .replace("pretraining = 800", "pretraining = 10")
          .replace("certificate = 80", "certificate = 0")
          .replace("steps = 80", "steps = 5");

  private static final String FAILING =
      """
      [forward]
      type = "java"
      name = "without-derivatives"
      options = { offset = "0", least = "%s" }
      """;

  @Test
  void theSolvesOfAnotherForwardMapAreNotTaken() throws IOException {
    result("kept", JAVA + SHORT);
    assertThat(Files.readString(folder.resolve("kept/solves/solver.txt")))
        .contains("type = \"java\"", "options = {\"offset\":\"0\"}");
    CommandLineRun other = run("kept", JAVA.replace("\"0\"", "\"1\"") + SHORT);
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err())
        .contains(folder.resolve("kept/solves").toString())
        .contains("options was {\"offset\":\"0\"} and is {\"offset\":\"1\"}")
        .contains("choose another folder with --out, or delete this one");
    result("kept", JAVA + SHORT);
  }

  @Test
  void anEditedProgramIsAnotherForwardMapButMoreWorkersAreNot() throws IOException {
    assumeTrue(pythonRuns(), "python3 is not installed");
    String client =
        Files.readString(Path.of("..", "examples", "clients", "pipe_client.py").toAbsolutePath());
    Path program = Files.writeString(folder.resolve("client.py"), client);
    String process =
        """
        [forward]
        type = "process"
        command = ["python3", "client.py"]
        parameters = ["a", "b"]
        observations = 3
        """;
    result("edited", process + SHORT);
    result("edited", process + "workers = 2\ntimeout = 50\n" + SHORT);
    Files.writeString(program, client.replace("0.2 * z[1]", "0.3 * z[1]"));
    CommandLineRun edited = run("edited", process + SHORT);
    assertThat(edited.code()).isEqualTo(4);
    assertThat(edited.err()).contains("content of client.py was ");
  }

  @Test
  void wordsBetweenAnswersAreSkippedAndSaidOnce() throws IOException {
    assumeTrue(pythonRuns(), "python3 is not installed");
    String client =
        Files.readString(Path.of("..", "examples", "clients", "pipe_client.py").toAbsolutePath());
    Files.writeString(
        folder.resolve("client.py"),
        client.replaceFirst("(?m)^(\\s*)(.*flush\\(\\))$", "$1$2\n$1print(\"done\", flush=True)"));
    String process =
        """
        [forward]
        type = "process"
        command = ["python3", "client.py"]
        parameters = ["a", "b"]
        observations = 3
        """;
    JsonNode result = result("words", process + SHORT);
    assertThat(result.at("/surrogate/failures").asInt()).isZero();
    assertThat(result.get("warnings").valueStream().map(JsonNode::stringValue))
        .filteredOn(warning -> warning.contains("between its answers ('done')"))
        .hasSize(1);
    CommandLineRun simulate =
        CommandLineRun.of(
            "simulate",
            folder.resolve("words.toml"),
            "--n",
            "200",
            "--out",
            folder.resolve("y.npy"));
    assertThat(simulate.err()).contains("warning: the solver prints text", "standard error");
    Path words = folder.resolve("words.toml");
    CommandLineRun compare = CommandLineRun.of("compare", words, "--anyway");
    CommandLineRun calibrate =
        CommandLineRun.of(
            "calibrate", words, "--anyway", "--data-sets", 2, "--replicates", 19, "--only", "test");
    for (CommandLineRun run : List.of(compare, calibrate)) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).containsOnlyOnce("warning: the solver prints text");
    }
    CommandLineRun check = CommandLineRun.of("check", words, "--solve");
    assertThat(check.out()).containsOnlyOnce("solver     warning: the solver prints text");
  }

  @Test
  void simulatedSystemsThatFailAreDrawnAgain() throws IOException {
    Path config =
        Files.writeString(folder.resolve("failing.toml"), FAILING.formatted("-0.2") + SHORT);
    Path data = folder.resolve("y.npy");
    CommandLineRun simulate = CommandLineRun.of("simulate", config, "--n", "100", "--out", data);
    assertThat(simulate.code()).as(simulate.err()).isZero();
    assertThat(simulate.out())
        .contains("y.npy: 100 x 3 observations")
        .containsPattern("\\d of 10\\d solves failed, whose systems were drawn again")
        .contains("row 1: too small");
    CommandLineRun run = CommandLineRun.of("run", config, "--out", folder.resolve("failing"));
    assertThat(run.ended()).as(run.err()).isTrue();
    assertThat(run.out())
        .containsPattern("data: \\d+ of 2\\d\\d solves failed, whose systems were drawn again");
    CommandLineRun tooMany = run("tooMany", FAILING.formatted("0.4") + SHORT);
    assertThat(tooMany.code()).isEqualTo(4);
    assertThat(tooMany.err()).contains("solves failed, more than the share of 0.2", "too small");
  }

  @Test
  void checkFindsTheProgramWithoutRunningIt() throws IOException {
    Path data = Files.writeString(folder.resolve("y.csv"), "1,2,3\n2,3,4\n");
    String process =
        """
        [forward]
        type = "process"
        command = ["%s", "%s"]
        parameters = ["a", "b"]
        observations = 3
        """;
    for (String[] command :
        new String[][] {
          {"no-such-program", "x", "forward.command starts no-such-program, but the PATH"},
          {"./solver", "x", "forward.command starts ./solver, but there is no such program in"},
          {"sh", "scripts/solver.sh", "forward.command names scripts/solver.sh, but there is no"},
        }) {
      Path file =
          Files.writeString(
              folder.resolve("own.toml"),
              process.formatted(command[0], command[1]) + SURROGATE + REST);
      CommandLineRun missing = CommandLineRun.of("check", file, "--data", data);
      assertThat(missing.code()).as(missing.err()).isEqualTo(2);
      assertThat(missing.err()).contains("own.toml: " + command[2]);
      assertThat(missing.out()).isEmpty();
    }
    Files.writeString(folder.resolve("solver.sh"), "touch " + folder.resolve("called"));
    Path file =
        Files.writeString(
            folder.resolve("own.toml"), process.formatted("sh", "solver.sh") + SURROGATE + REST);
    CommandLineRun found = CommandLineRun.of("check", file, "--data", data);
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out())
        .contains("curvature  not examined, since the surrogate is not trained yet")
        .doesNotContain("do not determine mean", "noise ");
    assertThat(folder.resolve("called")).doesNotExist();
  }

  @Test
  void checkJudgesTheNoiseThroughTheMapAndNotThroughAnUntrainedNetwork() throws IOException {
    String full =
        (JAVA + SURROGATE + REST)
            .replace("\"isotropic\"", "\"full\"")
            .replace("{ sd = 0.2 }", "{ covariance = [1, 0, 1, 0, 0, 1] }");
    CommandLineRun check =
        CommandLineRun.of("check", Files.writeString(folder.resolve("full.toml"), full));
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains("warning: the signal is Gaussian").doesNotContain("mean[1]");
  }

  @Test
  void presimulatedPairsAreLearntInPlaceOfSolves() throws IOException {
    StringBuilder z = new StringBuilder();
    StringBuilder x = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      double a = 0.5 + 0.8 * Philox.normal(7, 0, i);
      double b = -0.3 + 0.8 * Philox.normal(7, 1, i);
      z.append(a).append(',').append(b).append('\n');
      x.append(a + 0.2 * b).append(',').append(0.5 * a - 0.7 * b).append(',');
      x.append(-0.3 * a + 0.9 * b).append('\n');
    }
    Files.writeString(folder.resolve("z.csv"), z);
    Files.writeString(folder.resolve("x.csv"), x);
    String pairs =
        SURROGATE.replace("presolves = 100", "presolves = 0").replace("until = 40", "until = 0")
            + "pairs = { parameters = \"z.csv\", observations = \"x.csv\" }\n";
    JsonNode imported = result("imported", JAVA + pairs + REST);
    assertThat(imported.get("surrogate").get("solves").asInt()).isZero();
    assertThat(imported.get("surrogate").get("heldOutStep").asInt()).isZero();
    assertThat(Files.readString(folder.resolve("imported/report.html")))
        .contains("no held-out error", "fresh solves of the final population");
    assertThat(Files.readString(folder.resolve("imported/surrogate.csv")))
        .contains("\nsluice,1,150,");
    assertSameEstimate(imported, result("linear", LINEAR + REST));
    CommandLineRun shortened =
        run(
            "shortened",
            JAVA + pairs.replace("observations = \"x.csv\"", "observations = \"z.csv\"") + REST);
    assertThat(shortened.code()).isEqualTo(2);
    assertThat(shortened.err()).contains("do not fit a map from 2 to 3 numbers");
  }

  private static void assertSameEstimate(JsonNode one, JsonNode other) {
    // A standard error of the estimates at 200 data.
    for (int i = 0; i < 4; i++) {
      assertThat(one.get("parameters").get(i).get("estimate").asDouble())
          .isCloseTo(other.get("parameters").get(i).get("estimate").asDouble(), within(0.04));
    }
    assertThat(one.get("noise").get(0).get("estimate").asDouble())
        .isCloseTo(other.get("noise").get(0).get("estimate").asDouble(), within(0.02));
  }

  @Test
  void furtherFitsGoThroughTheSurrogateAsTheRunLeftIt() throws IOException {
    String longer = REST.replace("steps = 80", "steps = 300");
    // The data of seed 1 lie at the edge of their own law.
    JsonNode result = result("again", "seed = 3\n" + JAVA + SURROGATE + longer);
    Path run = folder.resolve("again");
    CommandLineRun bootstrap =
        CommandLineRun.of(
            "bootstrap",
            run,
            "--replicates",
            "19",
            "--level",
            "0.9",
            "--threads",
            "1",
            "--quiet",
            "--anyway");
    assertThat(bootstrap.code()).as(bootstrap.err()).isZero();
    String serial = Files.readString(run.resolve("bootstrap.csv"));
    assertThat(
            CommandLineRun.of(
                    "bootstrap",
                    run,
                    "--replicates",
                    "19",
                    "--level",
                    "0.9",
                    "--threads",
                    "2",
                    "--quiet",
                    "--anyway")
                .code())
        .isZero();
    assertThat(Files.readString(run.resolve("bootstrap.csv"))).isEqualTo(serial);
    JsonNode intervals =
        new ObjectMapper()
            .readTree(Files.readString(run.resolve("bootstrap.json")))
            .get("intervals");
    for (int i = 0; i < 2; i++) {
      JsonNode percentile = intervals.get(i).get("percentile");
      assertThat(result.get("parameters").get(i).get("estimate").doubleValue())
          .isBetween(percentile.get(0).doubleValue(), percentile.get(1).doubleValue());
      assertThat(percentile.get(1).doubleValue() - percentile.get(0).doubleValue())
          .isBetween(0.02, 0.4);
    }
    CommandLineRun test = CommandLineRun.of("test", run, "--replicates", "19", "--anyway");
    assertThat(test.code()).as(test.err()).isZero();
    assertThat(test.out()).contains("the data agree with the fitted model");
    Files.delete(run.resolve("checkpoint/inversion.checkpoint"));
    CommandLineRun untrained =
        CommandLineRun.of("bootstrap", run, "--replicates", "39", "--anyway");
    assertThat(untrained.code()).isNotZero();
    assertThat(untrained.err()).contains("there is no checkpoint");
  }

  @Test
  void modelsAreComparedAndCalibratedThroughTheirSurrogates() throws IOException {
    Path file = Files.writeString(folder.resolve("models.toml"), JAVA + SURROGATE + REST);
    CommandLineRun compare =
        CommandLineRun.of(
            "compare",
            file,
            "--anyway",
            "--try",
            "noise.law=gaussian",
            "--try",
            "noise.law=student");
    assertThat(compare.code()).as(compare.err()).isZero();
    assertThat(compare.out()).contains("noise.law=gaussian", "noise.law=student", "held-out");
    CommandLineRun calibrate =
        CommandLineRun.of("calibrate", file, "--data-sets", "1", "--replicates", "39", "--anyway");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(calibrate.out()).contains("of 1 data sets", "noise sd");
  }

  private JsonNode result(String name, String config) throws IOException {
    CommandLineRun run = run(name, config);
    assertThat(run.ended()).as(run.err()).isTrue();
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve(name).resolve("result.json")));
  }

  private CommandLineRun run(String name, String config) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".toml"), config);
    return CommandLineRun.of(
        "run", file.toString(), "--out", folder.resolve(name).toString(), "--quiet");
  }

  private static boolean pythonRuns() {
    try {
      return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
