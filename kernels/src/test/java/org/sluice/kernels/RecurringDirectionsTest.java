package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** A plan that keeps the data's order gives the same bits as one that sorts. */
class RecurringDirectionsTest {

  @ParameterizedTest
  @CsvSource({"F32, 300", "F64, 300", "F32, 5000", "F64, 5000", "F64, 1"})
  void nothingButTheTimeDependsOnKeptOrders(ElementType type, int n) {
    TestBackends.names().forEach(name -> check(name, type, n));
  }

  private static void check(String name, ElementType type, int n) {
    try (Backend backend = TestBackends.open(name, Parallelism.of(2))) {
      // Ties, whose order must not depend on the order that was kept.
      Inputs inputs = Clouds.tied(n, n, 3, 20, n).inputs(backend, type);
      Inputs fresh = Clouds.normal(n, n, 3, 20, n + 1).inputs(backend, type);
      Shape shape = Shape.of(type, n, n, 3, 20).withSampleGradient().withDirectionGradient();
      Outputs outputs = Evaluation.outputs(backend, shape);
      try (SlicedWasserstein keeping = backend.slicedWasserstein(shape.withRecurringDirections());
          SlicedWasserstein sorting = backend.slicedWasserstein(shape)) {
        for (int step = 0; step < 12; step++) {
          // Rescaled directions, slightly rotated ones, entirely new ones, then other data.
          switch (step % 4) {
            case 0 -> scale(inputs.directions(), 0.7);
            case 1 -> inputs.directions().set(4, 1, inputs.directions().get(4, 1) + 1e-3);
            case 2 -> backend.normals(9, step, inputs.directions());
            default -> backend.copy(fresh.data(), inputs.data());
          }
          Evaluation kept = Evaluation.read(keeping.evaluate(inputs, outputs), outputs);
          Evaluation sorted = Evaluation.read(sorting.evaluate(inputs, outputs), outputs);
          assertThat(kept.loss()).isEqualTo(sorted.loss());
          assertThat(kept.squared()).isEqualTo(sorted.squared());
          assertThat(kept.sampleGradient()).isEqualTo(sorted.sampleGradient());
          assertThat(kept.directionGradient()).isEqualTo(sorted.directionGradient());
        }
      }
    }
  }

  private static void scale(Matrix matrix, double factor) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        matrix.set(i, j, factor * matrix.get(i, j));
      }
    }
  }
}
