package org.sluice.inversion.forward.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.SolverException;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

class ProcessMapTest {

  private static final double[][] MATRIX = {{1, 0.2}, {0.5, -0.7}, {-0.3, 0.9}};

  @TempDir Path folder;

  private final Matrix z = Matrix.of(normals(26), 13, 2);
  private final Matrix x = Matrix.of(new double[39], 13, 3);

  private static ProcessSettings settings(ProcessCalls calls, String... command) {
    return new ProcessSettings(List.of(command), List.of("a", "b"), 3, calls);
  }

  private static ProcessCalls calls(Exchange exchange) {
    return ProcessCalls.defaults().withMode(exchange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipe_client.py", "csv_client.py", "files_client.py"})
  void theClientsInPythonSolve(String client) throws Exception {
    assumeTrue(PythonClient.runs("python3", "-c", "pass"), "python3 is not installed");
    boolean arrays = client.startsWith("files");
    assumeTrue(
        !arrays || PythonClient.runs("python3", "-c", "import numpy"), "numpy is not installed");
    Exchange exchange =
        arrays ? Exchange.NPY_FILES : client.startsWith("csv") ? Exchange.CSV_FILES : Exchange.PIPE;
    ProcessSettings settings =
        settings(
            calls(exchange).withWorkers(2, 5),
            "python3",
            PythonClient.CLIENTS.resolve(client).toString());
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      assertSolved(map);
    }
  }

  @ParameterizedTest
  @CsvSource({"pipe_client.c, PIPE", "files_client.c, NPY_FILES"})
  void theClientsInCSolve(String client, Exchange exchange) throws Exception {
    assumeTrue(PythonClient.runs("cc", "--version"), "no C compiler is installed");
    Path program = folder.resolve("client");
    Path source = PythonClient.CLIENTS.resolve(client);
    assertThat(PythonClient.runs("cc", "-o", program.toString(), source.toString())).isTrue();
    ProcessSettings settings = settings(calls(exchange).withWorkers(3, 4), program.toString());
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      assertSolved(map);
      assertSolved(map);
    }
  }

  private void assertSolved(ProcessMap map) {
    assertThat(map.solve(z, x)).containsOnlyNulls();
    Matrix expected = Matrix.of(new double[39], 13, 3);
    new LinearMap(MATRIX).apply(z, expected);
    for (int i = 0; i < 13; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(x.get(i, j)).isCloseTo(expected.get(i, j), within(1e-15));
      }
    }
  }

  @Test
  void whatEndsOrHangsOrTalksTooMuchFailsAloneAndSaysItsLastWords() throws Exception {
    // Dies at a first parameter of 1, hangs with a child at 2, writes NaN at 3, and chatters at 4.
    String client =
        python(
            """
            def solve(z):
                import os, subprocess, time
                if z[0] == 1:
                    print("first words", file=sys.stderr); print("out of luck", file=sys.stderr)
                    sys.exit(7)
                if z[0] == 2:
                    child = subprocess.Popen(["sleep", "1000"])
                    open("child", "w").write(str(child.pid))
                    time.sleep(1000)
                if z[0] == 4:
                    print("x" * 50000, file=sys.stderr); time.sleep(100)
                return [float("nan") if z[0] == 3 else z[0], z[1], 0]
            """);
    for (int i = 0; i < 13; i++) {
      z.set(i, 0, i % 2 == 0 && i < 8 ? 1 + i / 2 : 10);
    }
    ProcessSettings settings =
        settings(
            calls(Exchange.PIPE).withWorkers(2, 4).withLimits(3, 0, 20_000), "python3", client);
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      String[] failures = map.solve(z, x);
      assertThat(failures[0])
          .isEqualTo("the solver ended with status 7; its last words: first words | out of luck");
      assertThat(failures[2]).isEqualTo("the solver gave no answer within 3.0 s");
      assertThat(failures[4]).isEqualTo("column 1 of its output is NaN");
      assertThat(failures[6]).startsWith("the solver wrote more than 20000 bytes of text");
      for (int i : new int[] {1, 3, 5, 7, 8, 9, 10, 11, 12}) {
        assertThat(failures[i]).as("row %d", i).isNull();
        assertThat(x.get(i, 1)).isEqualTo(z.get(i, 1));
      }
      long child = Long.parseLong(Files.readString(folder.resolve("child")));
      // An ended child that nobody has waited for is still listed, but runs no program.
      assertThat(ProcessHandle.of(child).flatMap(handle -> handle.info().command())).isEmpty();
    }
  }

  @Test
  void aRetrySavesWhatFailedByChance() throws Exception {
    String client =
        python(
            """
            def solve(z):
                import os
                mark = "mark" + str(z[1])
                if not os.path.exists(mark):
                    open(mark, "w").close()
                    os._exit(1)
                return [z[0], z[1], 0]
            """);
    ProcessSettings settings =
        settings(calls(Exchange.PIPE).withWorkers(1, 1).withLimits(20, 1, 1000), "python3", client);
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      Matrix two = z.rows(0, 2);
      assertThat(map.solve(two, x.rows(0, 2))).containsOnlyNulls();
      assertThat(x.get(1, 1)).isEqualTo(z.get(1, 1));
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    try (ProcessMap map =
        new ProcessMap(settings(calls(Exchange.NPY_FILES), "no-such-program"), folder)) {
      assertThatThrownBy(() -> map.apply(z, x))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("row 1: no-such-program cannot be started");
    }
  }

  @Test
  void theTimeIsOverEvenIfWhatItStartedHoldsThePipes() throws Exception {
    // A child that belongs to nobody: not to be found, so not to be ended.
    String client =
        python(
            """
            def solve(z):
                import subprocess, time
                if z[0] == 1:
                    keep = "sleep 30 & echo $! > child"
                    subprocess.run(["sh", "-c", keep], start_new_session=True)
                    time.sleep(1000)
                return [z[0], z[1], 0]
            """);
    z.set(0, 0, 1);
    ProcessSettings settings =
        settings(calls(Exchange.PIPE).withWorkers(1, 1).withLimits(3, 0, 1000), "python3", client);
    long start = System.nanoTime();
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      String[] failures = map.solve(z.rows(0, 2), x.rows(0, 2));
      assertThat(failures).containsExactly("the solver gave no answer within 3.0 s", null);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).orElseThrow().destroyForcibly()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPE", "CSV_FILES"})
  void anotherNumberOfOutputsEndsAllAtOnce(Exchange exchange) throws Exception {
    String client = python("def solve(z):\n    return [z[0], z[1], 0]");
    if (exchange == Exchange.CSV_FILES) {
      client = PythonClient.CLIENTS.resolve("csv_client.py").toString();
    }
    ProcessSettings settings =
        new ProcessSettings(
            List.of("python3", client), List.of("a", "b"), 4, calls(exchange).withWorkers(1, 2));
    List<Integer> heard = new ArrayList<>();
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      Matrix four = Matrix.of(new double[52], 13, 4);
      assertThatThrownBy(() -> map.solve(z, four, (from, _, _) -> heard.add(from)))
          .isInstanceOf(SolverException.class)
          .hasMessageContaining("an array of 2 x 3 instead of 2 x 4")
          .hasMessageContaining("number of observations");
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void theWatchHearsOfRowsInTheirOrderAndMayEndTheRequest() throws Exception {
    // The first call takes the longest, the second fails and is repeated system by system.
    String client =
        python(
            """
            def solve(z):
                import time
                open("asked", "a").write("x")
                if z[0] == 0:
                    time.sleep(0.5)
                return [z[0] if z[0] != 5 else float("nan"), z[1], 0 if z[0] != 6 else None]
            """);
    for (int i = 0; i < 13; i++) {
      z.set(i, 0, i);
    }
    ProcessSettings settings = settings(calls(Exchange.PIPE).withWorkers(2, 4), "python3", client);
    List<List<Integer>> heard = new ArrayList<>();
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      map.solve(z, x, (from, to, _) -> heard.add(List.of(from, to)));
      assertThat(heard)
          .containsExactly(
              List.of(0, 4),
              List.of(4, 5),
              List.of(5, 6),
              List.of(6, 7),
              List.of(7, 8),
              List.of(8, 12),
              List.of(12, 13));
    }
    Path asked = folder.resolve("asked");
    Files.delete(asked);
    try (ProcessMap map =
        new ProcessMap(settings.with(settings.calls().withWorkers(1, 1)), folder)) {
      for (int i = 0; i < 13; i++) {
        z.set(i, 0, 0);
      }
      assertThatThrownBy(() ->
              map.solve(
                  z,
                  x,
                  (_, _, _) -> {
                    throw new SolverException("enough");
                  }))
          .hasMessage("enough");
      // The next call may have begun, and no other.
      z.set(0, 0, 1);
      assertThat(map.solve(z.rows(0, 1), x.rows(0, 1))).containsOnlyNulls();
    }
    assertThat(Files.size(asked)).isBetween(2L, 3L);
  }

  private String python(String solve) throws IOException, InterruptedException {
    return PythonClient.write(folder, solve).toString();
  }

  private static double[] normals(int count) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = Philox.normal(1, 0, i);
    }
    return normals;
  }
}
