package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/** A learned law's samples on a backend against those on the host. */
class LearnedOnBackendTest {

  private static final int ROWS = 150;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void samplesAndGradientsAreThoseOfTheHost(String name) {
    LearnedMeasure measure = new LearnedMeasure(3, 5);
    double[] coordinates = new double[measure.coordinateCount()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = Philox.normal(1, 0, i);
    }
    try (Backend backend = Backends.open(name, Parallelism.serial()).backend();
        PushforwardOnBackend sampler = measure.onBackend(backend, ROWS)) {
      Matrix omega = backend.allocate(ElementType.F64, ROWS, 3);
      Matrix z = backend.allocate(ElementType.F64, ROWS, 3);
      Matrix gradientZ = backend.allocate(ElementType.F64, ROWS, 3);
      backend.normals(2, 0, omega);
      backend.normals(2, 1, gradientZ);
      Matrix hostZ = Matrix.of(new double[ROWS * 3], ROWS, 3);
      double[] expected = new double[coordinates.length];
      double[] gradient = new double[coordinates.length];
      expected[4] = 10;
      gradient[4] = 10;
      measure.sample(coordinates, omega, hostZ);
      measure.backward(coordinates, omega, hostZ, gradientZ, expected);
      sampler.sample(coordinates, omega, z);
      sampler.backward(coordinates, omega, z, gradientZ, gradient);
      assertThat(z.toDoubles()).containsExactly(hostZ.toDoubles(), within(1e-13));
      assertThat(gradient).containsExactly(expected, within(1e-11));
    }
  }
}
