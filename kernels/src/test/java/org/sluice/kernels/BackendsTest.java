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
