package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.kernels.Matrix;

class RecordedSolverTest {

  private static final int ROWS = 3;

  @TempDir Path folder;

  private final Matrix z = Matrix.of(new double[ROWS], ROWS, 1);
  private final Matrix x = Matrix.of(new double[ROWS], ROWS, 1);

  private static SolverDescription description(String command) {
    SolverDescription description = new SolverDescription(new LinkedHashMap<>());
    description.entries().put("type", "\"process\"");
    description.entries().put("command", command);
    return description;
  }

  private SolveStore store(String command) {
    return new SolveStore(folder, 1, 1, description(command));
  }

  @Test
  void theSolvesOfAnotherSolverAreRefused() throws Exception {
    store("a").close();
    // Without any solve, the folder takes another solver.
    try (SolveStore store = store("b");
        Solver solver = new RecordedSolver(Solver.of(map(() -> {})), store)) {
      solver.solve(z, x);
    }
    store("b").close();
    assertThatThrownBy(() -> store("a"))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("command was b and is a")
        .hasMessageContaining("--out");
    SolverDescription more = description("b");
    more.entries().put("mode", "csv");
    assertThatThrownBy(() -> new SolveStore(folder, 1, 1, more))
        .hasMessageContaining("mode was not given and is csv");
    Files.delete(folder.resolve("solver.txt"));
    assertThatThrownBy(() -> store("b")).hasMessageContaining("there is no solver.txt");
  }

  /** Twice the parameter, after something else. */
  private static ForwardMap map(Runnable before) {
    return new ForwardMap() {
      @Override
      public int parameterDimension() {
        return 1;
      }

      @Override
      public int observationDimension() {
        return 1;
      }

      @Override
      public void apply(Matrix z, Matrix x) {
        before.run();
        for (long i = 0; i < z.rows(); i++) {
          x.set(i, 0, 2 * z.get(i, 0));
        }
      }
    };
  }
}
