package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.command.CommandLineRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command ends within five seconds of SIGTERM, at any point of its work, and no process that it
 * started outlives it. The same command then resumes and gives the same result.
 */
@EnabledOnOs(OS.LINUX)
class SignalTest {

  private static final double SECONDS = 5;
  private static final String MARK = "SLUICE_SIGNAL_TEST";
  private static final List<String> SMALL =
      List.of("--set", "loss.slices=12", "--set", "loss.samples=300");

  @TempDir Path folder;

  @AfterEach
  void endWhatIsLeft() {
    marked().forEach(ProcessHandle::destroyForcibly);
  }

  /** The solver's second call would take a minute. */
  @Test
  void inThePresolves() throws Exception {
    assumeTrue(
        new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0, "python3 is missing");
    String client = Files.readString(Path.of("..", "examples", "clients", "pipe_client.py"));
    Files.writeString(
        folder.resolve("solver.py"),
        client.replace(
            "while True:\n",
            """
            import os, subprocess
            while True:
                if os.path.exists("first") and os.path.exists("slow"):
                    open("second", "w").close()
                    subprocess.run(["sleep", "60"])
                open("first", "w").close()
            """));
    Files.writeString(
        folder.resolve("own.toml"),
        """
        data.file = "y.csv"
        noise.type = "isotropic"
        loss = { samples = 60, slices = 6 }
        optimiser.steps = 3
        [forward]
        type = "process"
        command = ["python3", "solver.py"]
        parameters = ["a", "b"]
        observations = 3
        rows_per_call = 5
        [population]
        type = "gaussian"
        start = { mean = [0.2, 0], sd = [0.6, 0.8] }
        [surrogate]
        type = "mlp"
        hidden = [4]
        presolves = 20
        until = 2
        every = 1
        batch = 2
        pretraining = 5
        inner_steps = 1
        mini_batch = 4
        certificate = 16
        """);
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      data.append("%d,%d,%d\n".formatted(i % 7 - 3, i % 5 - 2, i % 11 - 5));
    }
    Files.writeString(folder.resolve("y.csv"), data);
    Path config = folder.resolve("own.toml");
    Path slow = Files.createFile(folder.resolve("slow"));
    Child run = start("run", config, "--out", "parts");
    await("a second call", () -> Files.exists(folder.resolve("second")));
    requireEndInTime(run);
    assertThat(run.err()).contains("--resume continues from the last checkpoint");
    Files.delete(slow);
    requireSameResults(List.of("run", config));
  }

  @Test
  void betweenSteps() throws Exception {
    List<Object> job = new ArrayList<>(List.of("run", "linear"));
    job.addAll(SMALL);
    job.addAll(List.of("--set", "optimiser.steps=600", "--set", "optimiser.type=adam"));
    Child run = start(job, "--out", "parts");
    await("a step", () -> run.err().contains("thread") && exists("parts/checkpoint"));
    Thread.sleep(100);
    requireEndInTime(run);
    assertThat(run.err()).containsPattern("interrupted after step \\d+; the same command with");
    requireSameResults(job);
  }

  /** The step takes half a minute or more. */
  @Test
  void withinAStep() throws Exception {
    Child run =
        start(
            "run",
            "replicates",
            "--out",
            "parts",
            "--set",
            "loss.samples=1000000",
            "--set",
            "loss.slices=3000",
            "--backend",
            "scalar",
            "--threads",
            2);
    await("a step", () -> exists("parts/checkpoint/inversion.checkpoint"));
    Thread.sleep(500);
    requireEndInTime(run);
    assertThat(run.err()).contains("a signal ended the run within a step");
    assertThat(exists("parts/result.json")).isFalse();
  }

  /** There are so many individuals that writing takes a while. */
  @Test
  void whileTheResultsAreWritten() throws Exception {
    List<Object> job = new ArrayList<>(List.of("run", "replicates"));
    job.addAll(SMALL);
    job.addAll(List.of("--set", "optimiser.steps=3", "--set", "data.simulate=20000"));
    Child run = start(job, "--out", "parts");
    await("results", () -> exists("parts/result.json"));
    requireEndInTime(run);
    requireSameResults(job);
  }

  @Test
  void inABootstrap() throws Exception {
    List<Object> job = new ArrayList<>(List.of("run", "replicates", "--quiet"));
    job.addAll(SMALL);
    job.addAll(List.of("--set", "data.simulate=60", "--set", "optimiser.steps=5"));
    job.addAll(List.of("--set", "optimiser.type=adam", "--set", "population.start.mean=60"));
    inThisProcess(job, "--out", folder.resolve("out"));
    String result = Files.readString(folder.resolve("out/result.json"));
    List<Object> bootstrap = List.of("bootstrap", "--anyway", folder.resolve("out"));
    inThisProcess(bootstrap, "--replicates", 39);
    String intervals = Files.readString(folder.resolve("out/bootstrap.csv"));
    Child run = start(bootstrap, "--replicates", 1000000);
    await("fits", () -> run.err().contains("the run has not arrived"));
    Thread.sleep(500);
    requireEndInTime(run);
    assertThat(folder.resolve("out/result.json")).hasContent(result);
    inThisProcess(bootstrap, "--replicates", 39);
    assertThat(folder.resolve("out/bootstrap.csv")).hasContent(intervals);
  }

  @Test
  void inAStudy() throws Exception {
    Path study =
        Files.writeString(
            folder.resolve("study.toml"),
            """
            name = "tiny"
            problem = "linear"
            seed = 5
            repetitions = 20
            [set]
            loss = { slices = 12, samples = 100 }
            optimiser = { steps = 60, type = "adam" }
            [[axis]]
            key = "data.simulate"
            values = [50, 100]
            [summary]
            axis = "data.simulate"
            """);
    List<Object> job = List.of("study", study, "--threads", 2, "--resume");
    Child run = start(job, "--out", "parts");
    await("cells", () -> lines("parts/cells.csv") > 1);
    requireEndInTime(run);
    assertThat(lines("parts/cells.csv")).isBetween(2L, 40L);
    assertThat(exists("parts/summary.csv")).isFalse();
    CommandLineRun resumed = inThisProcess(job, "--out", folder.resolve("parts"));
    assertThat(resumed.err()).containsPattern("cells, [1-9]\\d* done before");
    inThisProcess(job, "--out", folder.resolve("whole"));
    for (String file : List.of("cells.csv", "summary.csv")) {
      assertThat(folder.resolve("parts/" + file))
          .hasSameTextualContentAs(folder.resolve("whole/" + file));
    }
  }

  /** Resumes the run in {@code parts} and compares it with one that was not interrupted. */
  private void requireSameResults(List<Object> job) throws IOException {
    inThisProcess(job, "--out", folder.resolve("parts"), "--resume");
    inThisProcess(job, "--out", folder.resolve("whole"));
    JsonNode parts = result("parts");
    JsonNode whole = result("whole");
    for (String numbers : List.of("parameters", "noise", "population", "loss")) {
      assertThat(parts.get(numbers)).isEqualTo(whole.get(numbers));
    }
    assertThat(folder.resolve("parts/individuals.csv"))
        .hasSameTextualContentAs(folder.resolve("whole/individuals.csv"));
    assertThat(exists("parts/report.html")).isTrue();
  }

  private JsonNode result(String out) throws IOException {
    return new JsonMapper().readTree(Files.readString(folder.resolve(out + "/result.json")));
  }

  private static CommandLineRun inThisProcess(List<Object> job, Object... more) {
    CommandLineRun run = CommandLineRun.of(Stream.concat(job.stream(), Stream.of(more)).toArray());
    assertThat(run.ended()).as(run.err()).isTrue();
    return run;
  }

  private void requireEndInTime(Child run) throws Exception {
    assertThat(run.process.isAlive()).as(run.err()).isTrue();
    long begin = System.nanoTime();
    run.process.destroy();
    assertThat(run.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    double seconds = (System.nanoTime() - begin) * 1e-9;
    System.out.printf("ended %.2f s after the signal%n", seconds);
    assertThat(seconds).isLessThan(SECONDS);
    assertThat(run.process.exitValue()).isEqualTo(128 + 15);
    // The kernel may take a moment to remove those that were killed.
    await("the end of all processes", () -> marked().isEmpty());
  }

  /**
   * The processes that have this test's mark in their environment, as all descendants inherit it.
   */
  private List<ProcessHandle> marked() {
    String mark = MARK + "=" + folder;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> environment(process.pid()).contains(mark)).toList();
    }
  }

  private static String environment(long process) {
    try {
      return Files.readString(
          Path.of("/proc/%d/environ".formatted(process)), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadline);
      Thread.sleep(2);
    }
  }

  private boolean exists(String file) {
    return Files.exists(folder.resolve(file));
  }

  private long lines(String file) {
    try {
      return exists(file) ? Files.readString(folder.resolve(file)).lines().count() : 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A command that runs in its own process. */
  private record Child(Process process, Path errors) {

    String err() {
      try {
        return Files.readString(errors);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Child start(List<Object> job, Object... more) throws IOException {
    return start(Stream.concat(job.stream(), Stream.of(more)).toArray());
  }

  private Child start(Object... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Stream.of(words).map(Object::toString).forEach(command::add);
    Path errors = folder.resolve("child.err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().put(MARK, folder.toString());
    return new Child(builder.start(), errors);
  }
}
