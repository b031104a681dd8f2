package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Finite input never gives NaN or an infinity: a result that overflows the element type is refused.
 */
class OverflowTest {

  @Test
  void projectionsAndSquaresThatOverflowAreRefused() {
    TestBackends.names()
        .forEach(name -> {
          refused(
              name,
              ElementType.F32,
              3e38,
              "float32",
              "scale samples and data down, or use float64");
          refused(name, ElementType.F64, 1e200, "float64", "scale samples and data down");
        });
  }

  private static void refused(
      String name, ElementType type, double size, String words, String advice) {
    Clouds clouds = Clouds.normal(40, 40, 3, 20, 1);
    for (double[] row : clouds.samples()) {
      for (int j = 0; j < row.length; j++) {
        row[j] = j == 0 ? Math.copySign(size, row[j]) : row[j];
      }
    }
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      assertThatThrownBy(() -> Evaluation.of(backend, type, clouds))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining(words)
          .hasMessageEndingWith(advice);
    }
  }
}
