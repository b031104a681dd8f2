package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on elements or rows, against plain loops. */
class ElementContractTest {

  private static double tolerance(ElementType type) {
    return type == ElementType.F32 ? 1e-6 : 1e-14;
  }

  private static Matrix random(
      Backend backend, ElementType type, long rows, long columns, long of) {
    Matrix matrix = backend.allocate(type, rows, columns);
    SplittableRandom random = new SplittableRandom(of);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        matrix.set(i, j, 4 * random.nextDouble() - 2);
      }
    }
    return matrix;
  }

  private static double[] each(double[] values, DoubleUnaryOperator function) {
    double[] result = new double[values.length];
    for (int e = 0; e < values.length; e++) {
      result[e] = function.applyAsDouble(values[e]);
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void productsOfElements(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (int n = 0; n < 70; n += 1 + n / 8) {
        Matrix x = random(backend, type, 3, n, 1);
        Matrix y = random(backend, type, 3, n, 2);
        double[] left = x.toDoubles();
        double[] right = y.toDoubles();
        double[] expected = new double[left.length];
        for (int e = 0; e < expected.length; e++) {
          expected[e] = left[e] * right[e];
        }
        backend.multiplyElements(x, y);
        assertThat(Deviation.relative(x.toDoubles(), expected)).isLessThan(tolerance(type));
        backend.multiplyElements(y, y);
        assertThat(Deviation.relative(y.toDoubles(), each(right, v -> v * v)))
            .isLessThan(tolerance(type));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void activationsWithTheirDerivativesOrWithout(String name, ElementType type) {
    double h = 1e-6;
    try (Backend backend = TestBackends.open(name, Parallelism.serial());
        Backend scalar = TestBackends.scalar()) {
      for (Activation activation : Activation.values()) {
        for (int n : new int[] {1, 7, 8, 33, 9000}) {
          Matrix values = random(backend, type, 1, n, n);
          Matrix alone = random(backend, type, 1, n, n);
          Matrix above = random(scalar, ElementType.F64, 1, n, n);
          Matrix below = random(scalar, ElementType.F64, 1, n, n);
          for (int j = 0; j < n; j++) {
            above.set(0, j, values.get(0, j) + h);
            below.set(0, j, values.get(0, j) - h);
          }
          Matrix derivatives = backend.allocate(type, 1, n);
          backend.activate(activation, values, derivatives);
          backend.activate(activation, alone, null);
          scalar.activate(activation, above, null);
          scalar.activate(activation, below, null);
          double[] middle = new double[n];
          double[] slope = new double[n];
          for (int j = 0; j < n; j++) {
            middle[j] = (above.get(0, j) + below.get(0, j)) / 2;
            slope[j] = (above.get(0, j) - below.get(0, j)) / (2 * h);
          }
          double error = type == ElementType.F32 ? 2e-6 : 1e-9;
          assertThat(alone.toDoubles()).isEqualTo(values.toDoubles());
          assertThat(Deviation.relative(values.toDoubles(), middle)).isLessThan(error);
          assertThat(Deviation.relative(derivatives.toDoubles(), slope)).isLessThan(error);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void exponentials(String name, ElementType type) {
    double largest = type == ElementType.F32 ? 80 : 700;
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (int n : new int[] {0, 1, 15, 16, 17, 400}) {
        Matrix values = backend.allocate(type, 1, n);
        double[] expected = new double[n];
        for (int j = 0; j < n; j++) {
          values.set(0, j, largest * (2 * Philox.uniform(1, 1, j) - 1));
          expected[j] = Math.exp(values.get(0, j));
        }
        backend.exponential(values);
        for (int j = 0; j < n; j++) {
          assertThat(Math.abs(values.get(0, j) / expected[j] - 1))
              .isLessThan(type == ElementType.F32 ? 1e-6 : 1e-15);
        }
      }
      Matrix edges = backend.allocate(type, 1, 4);
      edges.set(0, 1, -10_000);
      edges.set(0, 2, 10_000);
      edges.set(0, 3, Double.NaN);
      backend.exponential(edges);
      assertThat(edges.toDoubles()).containsExactly(1, 0, Double.POSITIVE_INFINITY, Double.NaN);
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void combinations(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (ElementType other : ElementType.values()) {
        for (int columns : new int[] {1, 5, 40}) {
          for (int variant = 0; variant < 8; variant++) {
            Matrix x = random(backend, other, 33, columns, 1);
            Matrix y = random(backend, type, 33, columns, 2);
            Matrix scale =
                (variant & 1) == 0 ? null : random(backend, ElementType.F64, 1, columns, 3);
            Matrix shift =
                (variant & 2) == 0 ? null : random(backend, ElementType.F64, 1, columns, 4);
            double beta = (variant & 4) == 0 ? 0 : -0.3;
            double[] expected = new double[33 * columns];
            for (int i = 0; i < 33; i++) {
              for (int j = 0; j < columns; j++) {
                double value = 0.7 * x.get(i, j) * (scale == null ? 1 : scale.get(0, j));
                value += shift == null ? 0 : shift.get(0, j);
                expected[i * columns + j] = value + beta * y.get(i, j);
                if (beta == 0) {
                  y.set(i, j, Double.NaN);
                }
              }
            }
            backend.combine(0.7, x, scale, shift, beta, y);
            assertThat(Deviation.relative(y.toDoubles(), expected)).isLessThan(tolerance(type));
          }
        }
      }
      Matrix same = random(backend, type, 4, 3, 1);
      double[] before = same.toDoubles();
      backend.combine(2, same, null, null, 1, same);
      assertThat(Deviation.relative(same.toDoubles(), each(before, v -> 3 * v)))
          .isLessThan(tolerance(type));
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void drawnRowsAreThoseOfTheUniforms(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (int choices : new int[] {1, 2, 1000}) {
        Matrix from = random(backend, type, choices, 3, 1);
        Matrix to = backend.allocate(type, 65, 3);
        backend.drawRows(4, 9, from, to);
        for (int i = 0; i < 65; i++) {
          long row = (long) (choices * Philox.uniform(4, 9, i));
          for (int j = 0; j < 3; j++) {
            assertThat(to.get(i, j)).isEqualTo(from.get(row, j));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void threadsChangeNothing(ElementType type) {
    double[][] results = new double[2][];
    for (int run = 0; run < 2; run++) {
      try (Parallelism parallelism = Parallelism.of(1 + 2 * run);
          Backend backend = TestBackends.subject(parallelism)) {
        Matrix x = random(backend, type, 300, 101, 1);
        Matrix y = random(backend, type, 300, 101, 2);
        backend.activate(Activation.GELU, x, null);
        backend.multiplyElements(x, y);
        backend.combine(0.5, y, null, null, 1, x);
        backend.exponential(x);
        results[run] = x.toDoubles();
      }
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Backend backend = TestBackends.subject()) {
      Matrix a = backend.allocate(ElementType.F64, 3, 4);
      Matrix b = backend.allocate(ElementType.F64, 4, 3);
      Matrix heap = Matrix.of(new double[12], 3, 4);
      assertThatThrownBy(() -> backend.multiplyElements(a, b)).hasMessageContaining("3 x 4");
      assertThatThrownBy(() -> backend.activate(Activation.TANH, a, b))
          .hasMessageContaining("values and derivatives must have one type and shape");
      assertThatThrownBy(() -> backend.exponential(heap)).hasMessageContaining("native memory");
      assertThatThrownBy(() -> backend.combine(1, a, null, null, 0, b))
          .hasMessage("a matrix of 3 x 4 cannot be combined with one of 4 x 3");
      assertThatThrownBy(() -> backend.combine(1, a, heap, null, 0, heap))
          .hasMessageContaining("scale and shift must be a F64 matrix of 1 x 4");
      assertThatThrownBy(() -> backend.combine(1, a.rows(0, 2), null, null, 0, a.rows(1, 3)))
          .hasMessageContaining("overlaps");
      assertThatThrownBy(() -> backend.drawRows(1, 1, a, b))
          .hasMessageContaining("cannot be drawn into");
      assertThatThrownBy(() -> backend.drawRows(1, 1, a.rows(0, 0), heap))
          .hasMessage("there is no row to draw from");
    }
  }
}
