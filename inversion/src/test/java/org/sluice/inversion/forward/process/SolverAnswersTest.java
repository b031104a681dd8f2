package org.sluice.inversion.forward.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.kernels.Matrix;

/** Answers as foreign programs give them. */
class SolverAnswersTest {

  @TempDir Path folder;

  private final Matrix z = Matrix.of(new double[26], 13, 2);
  private final Matrix x = Matrix.of(new double[39], 13, 3);

  @BeforeEach
  void number() throws InterruptedException {
    assumeTrue(PythonClient.runs("python3", "-c", "pass"), "python3 is not installed");
    for (int i = 0; i < 13; i++) {
      z.set(i, 1, i + 0.5);
    }
  }

  private static ProcessSettings settings(ProcessCalls calls, String... command) {
    return new ProcessSettings(List.of(command), List.of("a", "b"), 3, calls);
  }

  private static ProcessCalls calls(Exchange exchange) {
    return ProcessCalls.defaults().withMode(exchange);
  }

  @Test
  void wordsBetweenFramesAreSkippedAndToldOnce() throws Exception {
    String client =
        python(
            """
            open("starts", "a").write("x")
            calls = 0

            def solve(z):
                global calls
                calls += 1
                if calls > 1:
                    print("solved – %d" % calls, flush=True)
                return [z[0], z[1], 0]
            """);
    ProcessSettings settings =
        settings(calls(Exchange.PIPE).withWorkers(1, 1).withLimits(20, 0, 1000), "python3", client);
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      assertThat(map.remarks()).isEmpty();
      assertThat(map.solve(z, x)).containsOnlyNulls();
      for (int i = 0; i < 13; i++) {
        assertThat(x.get(i, 1)).isEqualTo(z.get(i, 1));
      }
      assertThat(map.remarks())
          .singleElement()
          .asString()
          .contains("('solved – 2')", "print to standard error");
    }
    assertThat(Files.readString(folder.resolve("starts"))).isEqualTo("x");
  }

  @Test
  void aProgramThatSpeaksNoFramesFailsAtOnce() throws Exception {
    String client = python("def solve(z):\n    print(\"hello\", flush=True)\n    return [0, 0, 0]");
    ProcessSettings settings =
        settings(calls(Exchange.PIPE).withWorkers(1, 1).withLimits(20, 0, 1000), "python3", client);
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      assertThat(map.solve(z.rows(0, 1), x.rows(0, 1))[0])
          .contains("only frames may go to its standard output");
    }
  }

  @Test
  void textAnswersAreReadAsFortranAndWindowsWriteThem() throws Exception {
    // The number of the first parameter chooses the text of the answer.
    Path client =
        Files.writeString(
            folder.resolve("text.py"),
            """
            import csv, sys
            first, second = map(float, next(csv.reader(open(sys.argv[1]))))
            answers = [
                "1.42D-01,-2.5d+2,1E3\\n\\n",
                "\\ufeff1,2,3\\r\\n",
                "1,2,three\\n",
                "1,NaN,3\\n",
                "1,2,3\\n4,5,6\\n",
                "1,,3\\n",
                "0x1p3,2,3d\\n",
            ]
            open(sys.argv[2], "w", encoding="utf-8", newline="").write(answers[int(first)])
            """);
    for (int i = 0; i < 7; i++) {
      z.set(i, 0, i);
    }
    ProcessSettings settings =
        settings(
            calls(Exchange.CSV_FILES).withWorkers(2, 1).withLimits(20, 0, 1000),
            "python3",
            client.toString());
    try (ProcessMap map = new ProcessMap(settings, folder)) {
      String[] failures = map.solve(z.rows(0, 7), x.rows(0, 7));
      assertThat(failures[0]).isNull();
      assertThat(x.rows(0, 1).toDoubles()).containsExactly(0.142, -250, 1000);
      assertThat(failures[1]).isNull();
      assertThat(x.rows(1, 2).toDoubles()).containsExactly(1, 2, 3);
      assertThat(failures[2])
          .isEqualTo("line 1 of the solver's answer has 'three' in place 3, which is no number");
      assertThat(failures[3]).isEqualTo("column 2 of its output is NaN");
      assertThat(failures[4]).contains("an array of 2 x 3 instead of 1 x 3");
      assertThat(failures[5]).contains("has '' in place 2");
      assertThat(failures[6]).contains("has '0x1p3' in place 1");
    }
  }

  private String python(String solve) throws IOException, InterruptedException {
    return PythonClient.write(folder, solve).toString();
  }
}
