package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend gives the numbers of {@link Philox}, to the bit. */
class NormalsContractTest {

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#names")
  void everySize(String name) {
    for (int n = 0; n < 150; n++) {
      check(name, n, 1, n);
    }
    // More than one task.
    check(name, 3, 3, 10_923);
  }

  private static void check(String name, long seed, int threads, int n) {
    try (Parallelism parallelism = Parallelism.of(threads);
        Backend backend = TestBackends.open(name, parallelism)) {
      Matrix normals = backend.allocate(ElementType.F64, n, 1);
      Matrix narrow = backend.allocate(ElementType.F32, 1, n);
      Matrix uniforms = Matrix.of(new double[n], n, 1);
      backend.normals(seed, -5, normals);
      backend.normals(seed, -5, narrow);
      backend.uniforms(seed, -5, uniforms);
      for (int e = 0; e < n; e++) {
        double expected = Philox.normal(seed, -5, e);
        boolean same =
            normals.get(e, 0) == expected
                && narrow.get(0, e) == (float) expected
                && uniforms.get(e, 0) == Philox.uniform(seed, -5, e);
        assertThat(same).as("%s, element %d of %d", name, e, n).isTrue();
      }
    }
  }

  @Test
  void manyNumbersAreTheSameToTheBit() {
    int n = 50_000;
    try (Backend scalar = TestBackends.scalar();
        Backend vector = TestBackends.subject()) {
      Matrix expected = scalar.allocate(ElementType.F64, n, 1);
      Matrix actual = vector.allocate(ElementType.F64, n, 1);
      scalar.normals(1, 2, expected);
      vector.normals(1, 2, actual);
      assertThat(actual.segment().mismatch(expected.segment())).isEqualTo(-1);
    }
  }

  @Test
  void theStreamIsAFunctionOfTheElementsNumber() {
    try (Arena arena = Arena.ofConfined();
        Backend vector = TestBackends.subject()) {
      // A view that starts anywhere in memory gets the same numbers.
      MemorySegment memory = arena.allocate(8 * 101 + 1);
      Matrix misaligned = Matrix.of(memory.asSlice(1, 8 * 100), ElementType.F64, 10, 10);
      Matrix aligned = vector.allocate(ElementType.F64, 10, 10);
      vector.normals(9, 9, misaligned);
      vector.normals(9, 9, aligned);
      assertThat(misaligned.toDoubles()).isEqualTo(aligned.toDoubles());
    }
  }

  @Test
  void rowsWithGapsAreRefused() {
    try (Backend vector = TestBackends.subject()) {
      Matrix gaps = new Matrix(MemorySegment.ofArray(new double[40]), ElementType.F64, 4, 5, 10);
      assertThatThrownBy(() -> vector.normals(1, 1, gaps))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("contiguous")
          .hasMessageContaining("stride is 10 for 5 columns");
    }
  }
}
