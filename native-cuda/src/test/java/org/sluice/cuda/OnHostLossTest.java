package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** Losses over columns of every way to sort them, with everything on the device. */
class OnHostLossTest {

  @AfterEach
  void threadsRunForwards() throws Throwable {
    HostDriver.threadsBackwards(false);
  }

  private record Result(double loss, double[] squared, double[] samples, double[] directions) {}

  private static Result evaluate(Backend backend, Shape shape) {
    Matrix x = normals(backend, shape, shape.samples(), 1);
    Matrix y = normals(backend, shape, shape.data(), 2);
    Matrix directions = normals(backend, shape, shape.slices(), 3);
    Matrix squared = backend.allocate(ElementType.F64, shape.slices(), 1);
    Matrix byX = backend.allocate(shape.type(), shape.samples(), shape.dimension());
    Matrix byW = backend.allocate(shape.type(), shape.slices(), shape.dimension());
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      double loss = plan.evaluate(Inputs.of(x, y, directions), new Outputs(squared, byX, byW));
      return new Result(loss, toHost(backend, squared), toHost(backend, byX), toHost(backend, byW));
    }
  }

  private static Matrix normals(Backend backend, Shape shape, long rows, long stream) {
    Matrix matrix = backend.allocate(shape.type(), rows, shape.dimension());
    backend.normals(5, stream, matrix);
    return matrix;
  }

  private static double[] toHost(Backend backend, Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.rows() * matrix.columns())];
    backend.copy(matrix, Matrix.of(values, matrix.rows(), matrix.columns()));
    return values;
  }

  private static Shape shape(ElementType type, long samples, long data, int batches) {
    Shape shape = Shape.of(type, samples, data, 2, 2).withSampleGradient().withDirectionGradient();
    return batches > 1 ? shape.withBatches(batches) : shape;
  }

  // Columns of 2,048 and 8,192 fill a block; above 12,288 (F32) and 8,192 (F64) they take tiles.
  @ParameterizedTest
  @CsvSource({
    "F32, 2048, 2048, 1",
    "F32, 2049, 8192, 1",
    "F32, 12289, 12289, 1",
    "F32, 8200, 4100, 2",
    "F64, 5000, 2049, 1",
    "F64, 8193, 8193, 1",
    "F64, 3, 8200, 1"
  })
  void isThatOfPlainLoops(ElementType type, long samples, long data, int batches) {
    Shape shape = shape(type, samples, data, batches);
    try (Backend cuda = PlacedBackendProvider.open();
        Backend scalar = Backends.open("scalar", Parallelism.serial()).backend()) {
      Result actual = evaluate(cuda, shape);
      Result expected = evaluate(scalar, shape);
      double tolerance = type == ElementType.F32 ? 1e-5 : 1e-12;
      assertThat(actual.loss())
          .isCloseTo(expected.loss(), within(tolerance * Math.abs(expected.loss())));
      near(actual.squared(), expected.squared(), tolerance);
      near(actual.samples(), expected.samples(), tolerance);
      near(actual.directions(), expected.directions(), tolerance);
    }
  }

  private static void near(double[] actual, double[] expected, double tolerance) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(tolerance * scale));
  }

  /** If a barrier is missing, some order of threads reads memory before it is written. */
  @ParameterizedTest
  @CsvSource({"F32, 300, 300, 1", "F32, 300, 211, 1", "F64, 100, 50, 2", "F64, 8193, 900, 1"})
  void theOrderOfThreadsChangesNothing(ElementType type, long samples, long data, int batches)
      throws Throwable {
    Shape shape = shape(type, samples, data, batches);
    try (Backend cuda = PlacedBackendProvider.open()) {
      Result forwards = evaluate(cuda, shape);
      HostDriver.threadsBackwards(true);
      Result backwards = evaluate(cuda, shape);
      assertThat(backwards.loss()).isEqualTo(forwards.loss());
      assertThat(backwards.samples()).isEqualTo(forwards.samples());
      assertThat(backwards.directions()).isEqualTo(forwards.directions());
    }
  }

  @Test
  void workspaceHoldsABlockOfDirectionsAtMost() {
    try (Backend cuda = PlacedBackendProvider.open()) {
      Shape few = Shape.of(ElementType.F32, 1 << 20, 1 << 20, 2, 8);
      Shape many = Shape.of(ElementType.F32, 1 << 20, 1 << 20, 2, 1000);
      assertThat(workspace(cuda, many) - workspace(cuda, few)).isBetween(0L, 992L * Double.BYTES);
    }
  }

  private static long workspace(Backend backend, Shape shape) {
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      return plan.workspaceBytes();
    }
  }
}
