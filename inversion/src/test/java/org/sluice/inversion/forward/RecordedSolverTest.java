package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

class RecordedSolverTest {

  private static final int ROWS = 3 * Panel.LANES;

  @TempDir Path folder;

  private final Matrix z = Matrix.of(new double[ROWS], ROWS, 1);
  private final Matrix x = Matrix.of(new double[ROWS], ROWS, 1);
  private int calls;

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
  void whatIsSolvedIsKeptThoughTheRequestNeverEnds() {
    for (int i = 0; i < ROWS; i++) {
      z.set(i, 0, i);
    }
    ForwardMap dies =
        map(() -> {
          if (++calls == 3) {
            throw new IllegalStateException("killed");
          }
        });
    // Not closed, as a run that is killed does not.
    RecordedSolver solver = new RecordedSolver(Solver.of(dies), store("a"));
    assertThatThrownBy(() -> solver.solve(z, x)).hasMessage("killed");
    try (SolveStore store = store("a")) {
      assertThat(store.size()).isEqualTo(2L * Panel.LANES);
      assertThat(store.find(new double[] {Panel.LANES})).containsExactly(2.0 * Panel.LANES);
      List<Integer> heard = new ArrayList<>();
      ForwardMap counts = map(() -> calls = 0);
      calls = -1;
      new RecordedSolver(Solver.of(counts), store)
          .solve(
              z,
              x,
              (from, to, _) -> {
                heard.add(from);
                heard.add(to);
              });
      assertThat(calls).isZero();
      assertThat(heard).containsExactly(0, ROWS);
      assertThat(store.size()).isEqualTo(ROWS);
    }
  }

  @Test
  void aChangedSolveAndOneWithoutAChecksumAreRefused() throws Exception {
    try (SolveStore store = store("a")) {
      store.append(List.of(new double[] {1}, new double[] {2}), List.of(x(3), x(4)));
    }
    Path solutions = folder.resolve("x.npy");
    byte[] whole = Files.readAllBytes(solutions);
    byte[] changed = whole.clone();
    changed[changed.length - 3] ^= 1;
    Files.write(solutions, changed);
    assertThatThrownBy(() -> store("a"))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining("row 2 of the solves in " + folder + " was changed or damaged");
    Files.write(solutions, whole);
    store("a").close();
    Files.delete(folder.resolve("check.npy"));
    assertThatThrownBy(() -> store("a")).hasMessageContaining("have no checksums");
  }

  private static double[] x(double value) {
    return new double[] {value};
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
    Files.write(folder.resolve("solver.txt"), new byte[] {(byte) 0xFF});
    assertThatThrownBy(() -> store("b")).hasMessageContaining("solver.txt is not text in UTF-8");
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
