package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Backends;

/** A solver's processes end with the command that started them, also where it fails. */
class SolverProcessesEndTest {

  private static final String PROBLEM =
      """
      [data]
      simulate = 20
      [forward]
      type = "process"
      command = ["python3", "%s"]
      parameters = ["a", "b"]
      observations = 3
      workers = 2
      rows_per_call = 10
      [population]
      type = "gaussian"
      truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
      start = { mean = [0.2, 0], sd = [0.6, 0.8] }
      [noise]
      type = "isotropic"
      truth = { sd = 0.2 }
      [loss]
      samples = 20
      slices = 6
      [optimiser]
      steps = 3
      [run]
      backend = "%s"
      """;
  private static final String SURROGATE =
      """
      [surrogate]
      type = "mlp"
      hidden = [4]
      presolves = 10
      until = 2
      every = 1
      batch = 2
      pretraining = 5
      inner_steps = 1
      mini_batch = 4
      certificate = 16
      """;

  @TempDir Path folder;
  private Path client;

  @BeforeEach
  void copyTheSolver() throws IOException {
    assumeTrue(pythonRuns(), "python3 is not installed");
    // The test recognises the solver's processes by this folder.
    client = Files.copy(Path.of("..", "examples", "clients", "pipe_client.py"), solver());
  }

  private Path solver() {
    return folder.resolve("solver.py").toAbsolutePath();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "compare", "calibrate", "study"})
  void whereTheBackendIsNotThere(String command) throws Exception {
    Path config = config("absent", absentBackend(), SURROGATE);
    CommandLineRun run =
        switch (command) {
          case "run" -> CommandLineRun.of(command, config, "--out", folder.resolve("out"));
          case "calibrate" -> CommandLineRun.of(command, config, "--data-sets", 1);
          case "study" -> CommandLineRun.of(command, study(), "--out", folder.resolve("out"));
          case "check" -> CommandLineRun.of(command, config, "--solve");
          default -> CommandLineRun.of(command, config);
        };
    assertThat(run.err()).contains("backend '%s'".formatted(absentBackend()));
    assertThat(run.code()).isEqualTo(4);
    assertNoneIsLeft();
  }

  @Test
  void whereTheFolderCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    CommandLineRun run =
        CommandLineRun.of("run", config("a", "scalar", SURROGATE), "--out", file.resolve("out"));
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check"})
  void whereTheConfigIsWrongAfterItsDataWereSimulated(String command) throws Exception {
    Path config = config("without", "scalar", "");
    CommandLineRun run =
        command.equals("check")
            ? CommandLineRun.of(command, config, "--solve")
            : CommandLineRun.of(command, config);
    assertThat(run.err()).contains("the forward map has no derivatives");
    assertThat(run.code()).isEqualTo(2);
    assertNoneIsLeft();
  }

  @Test
  void whereARunCannotBeReadBack() throws Exception {
    Path out = folder.resolve("out");
    CommandLineRun run =
        CommandLineRun.of("run", config("a", "scalar", SURROGATE), "--out", out, "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
    assertNoneIsLeft();
    Path file = out.resolve("result.json");
    String result = Files.readString(file);
    Files.writeString(
        file,
        result.replaceAll(
            "(\"backend\" : )\"scalar\"(?=\\s*}\\s*,?\\s*)", "$1\"" + absentBackend() + "\""));
    CommandLineRun absent = CommandLineRun.of("bootstrap", out, "--replicates", 39);
    assertThat(absent.err()).contains("backend '%s'".formatted(absentBackend()));
    assertNoneIsLeft();
    Files.writeString(file, result.replaceFirst("sha256:.", "sha256:x"));
    CommandLineRun changed = CommandLineRun.of("test", out, "--replicates", 19);
    assertThat(changed.err()).contains("the data have changed");
    assertNoneIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "compare", "calibrate", "study", "simulate"})
  void whereAllGoesWell(String command) throws Exception {
    Path config = config("scalar", "scalar", SURROGATE);
    Path out = folder.resolve("out");
    CommandLineRun run =
        switch (command) {
          case "run" -> CommandLineRun.of(command, config, "--out", out);
          case "calibrate" ->
              CommandLineRun.of(
                  command, config, "--data-sets", 1, "--replicates", 39, "--only", "bootstrap");
          case "study" -> CommandLineRun.of(command, study(), "--out", out);
          case "compare" -> CommandLineRun.of(command, config, "--set", "data.simulate=100");
          case "simulate" -> CommandLineRun.of(command, config, "--n", 5, "--out", out + ".csv");
          default -> CommandLineRun.of(command, config, "--solve");
        };
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().contains("solver     solved 3 systems"))
        .isEqualTo(command.equals("check"));
    assertNoneIsLeft();
  }

  private Path config(String name, String backend, String surrogate) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".toml"), PROBLEM.formatted(client, backend) + surrogate);
  }

  /** Of the config {@code scalar} or {@code absent}, whichever was written. */
  private Path study() throws IOException {
    String problem = Files.exists(folder.resolve("absent.toml")) ? "absent" : "scalar";
    return Files.writeString(
        folder.resolve("study.toml"),
        """
        name = "tiny"
        problem = "%s.toml"
        seed = 1
        repetitions = 1
        [[axis]]
        key = "loss.samples"
        values = [20, 30]
        [summary]
        axis = "loss.samples"
        """
            .formatted(problem));
  }

  /** A backend that cannot run on this machine. */
  private static String absentBackend() {
    Optional<BackendProvider> absent =
        Backends.providers().stream()
            .filter(provider -> provider.unavailable() != null)
            .findFirst();
    assumeTrue(absent.isPresent(), "all backends can run here");
    return absent.get().name();
  }

  /** A killed process may take a moment to go. */
  private void assertNoneIsLeft() throws Exception {
    for (ProcessHandle process : solvers()) {
      try {
        process.onExit().get(5, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        // The assertion below says which.
      }
    }
    List<ProcessHandle> left = solvers();
    left.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).isEmpty();
  }

  private List<ProcessHandle> solvers() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
      return children
          .filter(ProcessHandle::isAlive)
          .filter(child ->
              child.info().arguments().stream()
                  .flatMap(Stream::of)
                  .anyMatch(solver().toString()::equals))
          .toList();
    }
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
