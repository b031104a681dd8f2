package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.ForwardMapProvider;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.kernels.Matrix;
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
    assertThat(Files.readString(folder.resolve("program/report.html"))).contains("The surrogate");
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
    JsonNode result = result("again", JAVA + SURROGATE + REST);
    Path run = folder.resolve("again");
    CommandLineRun bootstrap =
        CommandLineRun.of("bootstrap", run, "--replicates", "19", "--threads", "1", "--quiet");
    assertThat(bootstrap.code()).as(bootstrap.err()).isZero();
    String serial = Files.readString(run.resolve("bootstrap.csv"));
    assertThat(
            CommandLineRun.of("bootstrap", run, "--replicates", "19", "--threads", "2", "--quiet")
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
    CommandLineRun test = CommandLineRun.of("test", run, "--replicates", "19");
    assertThat(test.code()).as(test.err()).isZero();
    assertThat(test.out()).contains("the data agree with the fitted model");
    Files.delete(run.resolve("checkpoint/inversion.checkpoint"));
    CommandLineRun untrained = CommandLineRun.of("bootstrap", run, "--replicates", "19");
    assertThat(untrained.code()).isNotZero();
    assertThat(untrained.err()).contains("there is no checkpoint");
  }

  @Test
  void modelsAreComparedAndCalibratedThroughTheirSurrogates() throws IOException {
    Path file = Files.writeString(folder.resolve("models.toml"), JAVA + SURROGATE + REST);
    CommandLineRun compare =
        CommandLineRun.of(
            "compare", file, "--try", "noise.law=gaussian", "--try", "noise.law=student");
    assertThat(compare.code()).as(compare.err()).isZero();
    assertThat(compare.out()).contains("noise.law=gaussian", "noise.law=student", "held-out");
    CommandLineRun calibrate =
        CommandLineRun.of("calibrate", file, "--data-sets", "1", "--replicates", "19");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(calibrate.out()).contains("of 1 data sets", "noise sd");
  }

  private JsonNode result(String name, String config) throws IOException {
    CommandLineRun run = run(name, config);
    assertThat(run.code()).as(run.err()).isZero();
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
