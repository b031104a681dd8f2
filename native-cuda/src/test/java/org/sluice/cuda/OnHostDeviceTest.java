package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.kernels.BackendFailedException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** The device's memory, and the messages when memory or the device fails. */
class OnHostDeviceTest {

  private CudaBackend backend;

  @BeforeEach
  void open() {
    backend = PlacedBackendProvider.open();
  }

  @AfterEach
  void close() throws Throwable {
    HostDriver.failAfter(-1);
    backend.close();
  }

  @Test
  void theDescriptionNamesTheDevice() {
    assertThat(backend.description())
        .isEqualTo("cuda (stand-in on the host, compute capability 9.0, 2 multiprocessors)");
  }

  @Test
  void theHostCannotReadTheDevicesMemory() {
    Matrix matrix = backend.allocate(ElementType.F64, 3, 2);
    assertThat(matrix.onDevice()).isTrue();
    assertThatThrownBy(() -> matrix.get(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.set(0, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(matrix::toDoubles).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(matrix.rows(1, 3).onDevice()).isTrue();
    assertThat(matrix.rows(0, 2).overlaps(matrix.rows(1, 3))).isTrue();
    assertThat(matrix.rows(0, 1).overlaps(matrix.rows(1, 3))).isFalse();
    assertThat(matrix.overlaps(Matrix.of(new double[6], 3, 2))).isFalse();
  }

  @Test
  void copiesAcrossTheBusKeepLayoutAndRound() {
    Matrix wide = Matrix.of(new double[] {1, 0.1, -3, 4, 5, 6}, 3, 2);
    Matrix narrow = backend.allocate(ElementType.F32, 3, 4);
    Matrix inner = new Matrix(narrow.segment(), ElementType.F32, 3, 2, 4);
    backend.copy(wide, inner);
    Matrix back = new Matrix(MemorySegment.ofArray(new float[15]), ElementType.F32, 3, 2, 5);
    backend.copy(inner, back);
    assertThat(back.toDoubles()).containsExactly(1, 0.1f, -3, 4, 5, 6);
    double[] all = new double[12];
    backend.copy(narrow, Matrix.of(all, 3, 4));
    assertThat(all).containsExactly(1, 0.1f, 0, 0, -3, 4, 0, 0, 5, 6, 0, 0);
  }

  @Test
  void whatDoesNotFitIsSaidBeforeItIsAllocated() throws Throwable {
    long before = HostDriver.usedMemory();
    assertThatThrownBy(() -> backend.allocate(ElementType.F64, 1 << 20, 1 << 10))
        .isInstanceOf(BackendFailedException.class)
        .hasMessageMatching(
            "the GPU has \\d+ MiB free, but another 8193 MiB are needed at once; use fewer samples, f32, or another backend");
    Shape shape = Shape.of(ElementType.F64, 60_000_000, 60_000_000, 2, 8);
    assertThatThrownBy(() -> backend.slicedWasserstein(shape))
        .isInstanceOf(BackendFailedException.class);
    assertThat(HostDriver.usedMemory()).isEqualTo(before);
    backend.allocate(ElementType.F32, 10, 10);
  }

  @Test
  void everythingIsFreed() throws Throwable {
    backend.close();
    assertThat(HostDriver.usedMemory()).isZero();
    backend = PlacedBackendProvider.open();
    evaluate();
    assertThat(HostDriver.usedMemory()).isPositive();
    backend.close();
    assertThat(HostDriver.usedMemory()).isZero();
    assertThatThrownBy(() -> backend.allocate(ElementType.F32, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this backend is closed");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 8})
  void aFailedLaunchIsAnErrorAndNeverANumber(long launches) throws Throwable {
    HostDriver.failAfter(launches);
    assertThatThrownBy(this::evaluate)
        .isInstanceOf(BackendFailedException.class)
        .hasMessageMatching(
            "the GPU failed in .* \\(CUDA_ERROR_LAUNCH_FAILED\\); its results are lost: run again, from the last checkpoint if there is one");
    // A lost device stays lost.
    assertThatThrownBy(this::evaluate).isInstanceOf(BackendFailedException.class);
  }

  private double evaluate() {
    Matrix x = Matrix.of(new double[] {0, 1, 2}, 3, 1);
    Matrix y = Matrix.of(new double[] {Philox.normal(1, 1, 0), 1, 7}, 3, 1);
    Matrix direction = Matrix.of(new double[] {1}, 1, 1);
    try (SlicedWasserstein plan =
        backend.slicedWasserstein(Shape.of(ElementType.F64, 3, 3, 1, 1))) {
      return plan.evaluate(Inputs.of(x, y, direction), new Outputs(null, null, null));
    }
  }
}
