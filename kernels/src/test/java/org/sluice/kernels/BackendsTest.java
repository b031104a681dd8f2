package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendsTest {

  @Test
  void theChoiceIsExplainedInOneLine() {
    Backends.Selection selection = Backends.open(Backends.AUTO, Parallelism.serial());
    try (Backend backend = selection.backend()) {
      assertThat(backend.name()).isEqualTo("vector");
      assertThat(selection.explanation()).startsWith("vector (").contains("-bit vectors, 1 thread");
    }
  }

  @Test
  void smallJobsAreForPlainLoopsWhateverTheThreads() {
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(ElementType.F64, 1000, 2000, 10, 100);
    assertThat(Work.of(shape, 3).pointSlices()).isEqualTo(9e5);
    for (int threads = 1; threads <= 3; threads++) {
      try (Parallelism parallelism = Parallelism.of(threads)) {
        assertThat(nameFor("auto", parallelism, Work.of(shape, 49))).isEqualTo("scalar");
        assertThat(nameFor("auto", parallelism, Work.of(shape, 50))).isEqualTo("vector");
        assertThat(nameFor("vector", parallelism, Work.of(shape, 1))).isEqualTo("vector");
      }
    }
    Backends.Selection small =
        Backends.open(Backends.AUTO, Parallelism.serial(), Work.of(shape, 1));
    assertThat(small.explanation())
        .isEqualTo(
            "scalar (plain loops, 1 thread): the job is small (3e+05 point-slices), done before faster kernels are compiled");
    small.backend().close();
    assertThatThrownBy(() -> new Work(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String nameFor(String name, Parallelism parallelism, Work work) {
    try (Backend backend = Backends.open(name, parallelism, work).backend()) {
      return backend.name();
    }
  }

  @Test
  void aBackendAskedForByNameIsThatOne() {
    try (Parallelism two = Parallelism.of(2);
        Backend backend = Backends.open("scalar", two).backend()) {
      assertThat(backend.name()).isEqualTo("scalar");
      assertThat(backend.description()).isEqualTo("scalar (plain loops, 2 threads)");
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Backends.open("fortran", Parallelism.serial()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no backend 'fortran'; use auto or one of vector, scalar");
  }

  @Test
  void whatABackendAllocatedIsFreedWithIt() {
    Backend backend = TestBackends.vector();
    Matrix matrix = backend.allocate(ElementType.F64, 2, 2);
    assertThat(matrix.toDoubles()).containsOnly(0);
    backend.close();
    assertThatThrownBy(() -> matrix.get(0, 0)).isInstanceOf(IllegalStateException.class);
  }
}
