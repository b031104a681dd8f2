package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** A plan for constant data gives the same bits as one that reads the data each time. */
class ConstantDataTest {

  private static final int SAMPLES = 130;
  private static final int DATA = 1500;
  private static final int DIMENSION = 5;
  private static final int SLICES = 30;

  @ParameterizedTest
  @EnumSource
  void otherDataAreSeen(ElementType type) {
    TestBackends.names().forEach(name -> check(name, type));
  }

  private static void check(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.of(2))) {
      Inputs first = inputs(backend, type, 1);
      Inputs second = inputs(backend, type, 2);
      Inputs onHeap =
          Inputs.of(first.samples(), heapCopy(backend, second.data()), first.directions());
      Inputs bad = inputs(backend, type, 3);
      Shape shape =
          Shape.of(type, SAMPLES, DATA, DIMENSION, SLICES)
              .withSampleGradient()
              .withDirectionGradient();
      backend.copy(Matrix.of(new double[] {Double.NaN}, 1, 1), bad.data().part(7, 1, 1));
      Outputs outputs = Evaluation.outputs(backend, shape);
      try (SlicedWasserstein plan = backend.slicedWasserstein(shape.withConstantData())) {
        for (Inputs each : new Inputs[] {first, first, second, onHeap, onHeap, first}) {
          // Other samples and directions in the same places.
          backend.normals(9, 1, each.samples());
          backend.normals(9, 2, each.directions());
          same(plan.evaluate(each, outputs), outputs, Evaluation.of(backend, shape, each));
        }
        assertThatThrownBy(() -> plan.evaluate(bad, outputs)).hasMessageContaining("data");
        assertThatThrownBy(() -> plan.evaluate(bad, outputs)).hasMessageContaining("data");
        same(plan.evaluate(first, outputs), outputs, Evaluation.of(backend, shape, first));
      }
    }
  }

  /** Numbers that change in place are not seen, which shows that they are not read again. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void dataAreReadOnce(String name) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      Inputs inputs = inputs(backend, ElementType.F64, 1);
      Shape shape = Shape.of(ElementType.F64, SAMPLES, DATA, DIMENSION, SLICES);
      Outputs none = new Outputs(null, null, null);
      try (SlicedWasserstein constant = backend.slicedWasserstein(shape.withConstantData());
          SlicedWasserstein reading = backend.slicedWasserstein(shape)) {
        double before = constant.evaluate(inputs, none);
        assertThat(reading.evaluate(inputs, none)).isEqualTo(before);
        inputs.data().set(7, 1, 1e3);
        assertThat(constant.evaluate(inputs, none)).isEqualTo(before);
        assertThat(reading.evaluate(inputs, none)).isGreaterThan(before);
      }
    }
  }

  private static void same(double loss, Outputs outputs, Evaluation expected) {
    Evaluation actual = Evaluation.read(loss, outputs);
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.squared()).isEqualTo(expected.squared());
    assertThat(actual.sampleGradient()).isEqualTo(expected.sampleGradient());
    assertThat(actual.directionGradient()).isEqualTo(expected.directionGradient());
  }

  private static Inputs inputs(Backend backend, ElementType type, long seed) {
    return Clouds.normal(SAMPLES, DATA, DIMENSION, SLICES, seed).inputs(backend, type);
  }

  private static Matrix heapCopy(Backend backend, Matrix matrix) {
    int count = Math.toIntExact(matrix.rows() * matrix.columns());
    Matrix copy =
        matrix.type() == ElementType.F32
            ? Matrix.of(new float[count], matrix.rows(), matrix.columns())
            : Matrix.of(new double[count], matrix.rows(), matrix.columns());
    backend.copy(matrix, copy);
    return copy;
  }
}
