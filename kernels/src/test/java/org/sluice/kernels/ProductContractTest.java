package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Backend#multiply} against three plain loops. */
class ProductContractTest {

  /** The layouts of a factor in memory. */
  private enum Place {
    NATIVE,
    HEAP,
    STRIDED,
    MISALIGNED,
    MISALIGNED_HEAP;

    Matrix matrix(Arena arena, ElementType type, long rows, long columns) {
      long stride = this == STRIDED ? columns + 3 : columns;
      long bytes = rows * stride * type.bytes() + 1;
      MemorySegment segment =
          switch (this) {
            case HEAP -> heap(type, rows * columns);
            case MISALIGNED_HEAP -> MemorySegment.ofArray(new byte[(int) bytes]).asSlice(1);
            case MISALIGNED -> arena.allocate(bytes, 8).asSlice(1);
            default -> arena.allocate(bytes, 8);
          };
      return new Matrix(segment, type, rows, columns, stride);
    }

    private static MemorySegment heap(ElementType type, long elements) {
      return type == ElementType.F32
          ? MemorySegment.ofArray(new float[(int) elements])
          : MemorySegment.ofArray(new double[(int) elements]);
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void allShapes(String name, ElementType type) {
    SplittableRandom random = new SplittableRandom(1);
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (int rows = 0; rows <= 40; rows += 1 + rows / 4) {
        for (int columns = 0; columns <= 40; columns += 1 + columns / 4) {
          check(backend, type, rows, columns, (rows * 7 + columns * 3) % 41, random);
        }
      }
      for (int inner : new int[] {0, 1, 255, 256, 257, 512, 1000, 2500}) {
        check(backend, type, 7, 5, inner, random);
        check(backend, type, 3, 300, inner, random);
        check(backend, type, 130, 4, inner, random);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void manyProductsAreEachOfThem(String name, ElementType type) {
    SplittableRandom random = new SplittableRandom(2);
    try (Backend backend = TestBackends.open(name, Parallelism.serial());
        Arena arena = Arena.ofConfined()) {
      for (int variant = 0; variant < 40; variant++) {
        boolean transposeA = random.nextBoolean();
        boolean transposeB = random.nextBoolean();
        int count = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(20);
        int inner = variant == 7 ? 1100 : random.nextInt(30);
        int columns = 1 + random.nextInt(40);
        Matrices a =
            stack(arena, type, count, transposeA ? inner : rows, transposeA ? rows : inner, random);
        Matrices b =
            stack(
                arena,
                type,
                count,
                transposeB ? columns : inner,
                transposeB ? inner : columns,
                random);
        Matrices c = stack(arena, type, count, rows, columns, random);
        double beta = random.nextInt(3) * 0.5;
        if (variant % 3 == 0) {
          // One factor for all.
          b = new Matrices(b.first(), count, 0);
        }
        double[] gaps = c.extent().toDoubles();
        double[][] expected = new double[count][];
        for (int n = 0; n < count; n++) {
          Matrix alone = Matrix.allocate(arena, type, rows, columns);
          alone.copyFrom(c.get(n));
          backend.multiply(-0.7, a.get(n), transposeA, b.get(n), transposeB, beta, alone);
          expected[n] = alone.toDoubles();
        }
        backend.multiplyEach(-0.7, a, transposeA, b, transposeB, beta, c);
        for (int n = 0; n < count; n++) {
          assertThat(c.get(n).toDoubles())
              .as("product %d, variant %d", n, variant)
              .isEqualTo(expected[n]);
        }
        Matrix all = c.extent();
        for (int n = 0; n + 1 < count; n++) {
          long gap = n * c.step() + (long) rows * c.first().stride();
          assertThat(all.get(0, gap)).isEqualTo(gaps[(int) gap]);
        }
      }
    }
  }

  /** Matrices with gaps between rows, and between one another. */
  private static Matrices stack(
      Arena arena, ElementType type, int count, int rows, int columns, SplittableRandom random) {
    long stride = columns + 2;
    long step = rows * stride + 5;
    Matrix all = Matrix.allocate(arena, type, 1, count * step);
    fill(all, random);
    return new Matrices(new Matrix(all.segment(), type, rows, columns, stride), count, step);
  }

  @Test
  void threadsChangeNothing() {
    try (Parallelism parallelism = Parallelism.of(3);
        Backend serial = TestBackends.subject();
        Backend parallel = TestBackends.subject(parallelism)) {
      double[] expected = normalProduct(serial);
      assertThat(normalProduct(parallel)).isEqualTo(expected);
      assertThat(longProduct(parallel)).isEqualTo(longProduct(serial));
    }
  }

  /** Few elements, so that threads share the inner sum. */
  private static double[] longProduct(Backend backend) {
    Matrix a = backend.allocate(ElementType.F32, 5000, 8);
    Matrix b = backend.allocate(ElementType.F32, 5000, 9);
    Matrix c = backend.allocate(ElementType.F32, 8, 9);
    backend.normals(1, 1, a);
    backend.normals(1, 2, b);
    backend.multiply(1, a, true, b, false, 0, c);
    return c.toDoubles();
  }

  private static double[] normalProduct(Backend backend) {
    Matrix a = backend.allocate(ElementType.F32, 33, 700);
    Matrix b = backend.allocate(ElementType.F32, 700, 999);
    Matrix c = backend.allocate(ElementType.F32, 33, 999);
    backend.normals(1, 1, a);
    backend.normals(1, 2, b);
    backend.multiply(1, a, false, b, false, 0, c);
    return c.toDoubles();
  }

  private static void check(
      Backend backend,
      ElementType type,
      int rows,
      int columns,
      int inner,
      SplittableRandom random) {
    boolean transposeA = random.nextBoolean();
    boolean transposeB = random.nextBoolean();
    double alpha = random.nextBoolean() ? 1 : -0.7;
    double beta = random.nextInt(3) * 0.5;
    Place[] places = Place.values();
    try (Arena arena = Arena.ofConfined()) {
      Matrix a =
          places[random.nextInt(5)].matrix(
              arena, type, transposeA ? inner : rows, transposeA ? rows : inner);
      Matrix b =
          places[random.nextInt(5)].matrix(
              arena, type, transposeB ? columns : inner, transposeB ? inner : columns);
      Matrix c = places[random.nextInt(5)].matrix(arena, type, rows, columns);
      fill(a, random);
      fill(b, random);
      fill(c, random);
      double[] expected = new double[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum +=
                (transposeA ? a.get(k, i) : a.get(i, k)) * (transposeB ? b.get(j, k) : b.get(k, j));
          }
          expected[i * columns + j] = alpha * sum + beta * c.get(i, j);
          if (beta == 0) {
            c.set(i, j, Double.NaN);
          }
        }
      }
      backend.multiply(alpha, a, transposeA, b, transposeB, beta, c);
      double tolerance = (type == ElementType.F32 ? 2e-6 : 1e-14) * Math.sqrt(inner + 1.0);
      assertThat(Deviation.relative(c.toDoubles(), expected))
          .as("%d x %d x %d, transposed %s %s", rows, inner, columns, transposeA, transposeB)
          .isLessThan(tolerance);
    }
  }

  private static void fill(Matrix matrix, SplittableRandom random) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        matrix.set(i, j, random.nextDouble() - 0.5);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Backend backend = TestBackends.subject()) {
      Matrix a = backend.allocate(ElementType.F64, 3, 4);
      Matrix b = backend.allocate(ElementType.F64, 5, 6);
      Matrix c = backend.allocate(ElementType.F64, 3, 6);
      assertThatThrownBy(() -> backend.multiply(1, a, false, b, false, 0, c))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a product of 3 x 4 by 5 x 6 does not fit a result of 3 x 6");
      Matrix single = backend.allocate(ElementType.F32, 4, 6);
      assertThatThrownBy(() -> backend.multiply(1, a, false, single, false, 0, c))
          .hasMessage("a product needs one element type, not F64 by F32 into F64");
      Matrix square = backend.allocate(ElementType.F64, 4, 4);
      assertThatThrownBy(() -> backend.multiply(1, square, false, square, true, 0, square))
          .hasMessageContaining("overlaps");
      Matrices two = Matrices.rowsOf(square, 2);
      assertThatThrownBy(
              () -> backend.multiplyEach(1, two, false, Matrices.of(b), false, 0, Matrices.of(c)))
          .hasMessageContaining("does not fit");
      Matrices factors = Matrices.rowsOf(backend.allocate(ElementType.F64, 8, 6), 2);
      assertThatThrownBy(() ->
              backend.multiplyEach(1, Matrices.of(a), false, factors, false, 0, Matrices.of(c)))
          .hasMessage("1 products need as many factors, not 1 and 2");
      assertThatThrownBy(() -> new Matrices(a, 2, 12))
          .hasMessage(
              "2 matrices of 3 x 4 at steps of 12 elements need 192 bytes, but the segment has 96");
      assertThatThrownBy(() -> Matrices.rowsOf(a, 2)).hasMessageContaining("cannot be cut into 2");
    }
  }
}
