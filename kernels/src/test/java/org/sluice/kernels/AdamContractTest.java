package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdamContractTest {

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#namesAndTypes")
  void stepsFollowTheAlgorithmAsPublished(String name, ElementType type) {
    double tolerance = type == ElementType.F32 ? 3e-6 : 1e-14;
    for (int n = 1; n < 80; n++) {
      try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
        Matrix parameters = backend.allocate(type, n, 1);
        Matrix gradient = backend.allocate(type, n, 1);
        Matrix first = backend.allocate(type, n, 1);
        Matrix second = backend.allocate(type, n, 1);
        double[] p = new double[n];
        double[] m = new double[n];
        double[] v = new double[n];
        SplittableRandom random = new SplittableRandom(n);
        for (int t = 1; t <= 20; t++) {
          Adam.Step step = new Adam.Step(t, 0.05, 0.8, 0.99, 1e-6);
          for (int i = 0; i < n; i++) {
            gradient.set(i, 0, random.nextGaussian());
            double g = gradient.get(i, 0);
            m[i] = 0.8 * m[i] + 0.2 * g;
            v[i] = 0.99 * v[i] + 0.01 * g * g;
            double mean = m[i] / (1 - Math.pow(0.8, t));
            double square = v[i] / (1 - Math.pow(0.99, t));
            p[i] -= 0.05 * mean / (Math.sqrt(square) + 1e-6);
          }
          backend.adam(step, parameters, gradient, first, second);
        }
        assertThat(Deviation.relative(parameters.toDoubles(), p)).isLessThan(tolerance);
        assertThat(Deviation.relative(first.toDoubles(), m)).isLessThan(tolerance);
        assertThat(Deviation.relative(second.toDoubles(), v)).isLessThan(tolerance);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void scalarAndVectorTakeTheSameStepToTheBit(ElementType type) {
    try (Backend scalar = TestBackends.scalar();
        Backend vector = TestBackends.subject()) {
      Matrix[] expected = randomState(scalar, type);
      Matrix[] actual = randomState(vector, type);
      Adam.Step step = Adam.Step.of(3, 0.01);
      scalar.adam(step, expected[0], expected[1], expected[2], expected[3]);
      vector.adam(step, actual[0], actual[1], actual[2], actual[3]);
      for (int i = 0; i < 4; i++) {
        assertThat(actual[i].toDoubles()).isEqualTo(expected[i].toDoubles());
      }
    }
  }

  private static Matrix[] randomState(Backend backend, ElementType type) {
    Matrix[] state = new Matrix[4];
    for (int i = 0; i < 4; i++) {
      state[i] = backend.allocate(type, 7, 31);
      backend.normals(1, i, state[i]);
    }
    for (int e = 0; e < 7 * 31; e++) {
      state[3].set(e / 31, e % 31, Math.abs(state[3].get(e / 31, e % 31)));
    }
    return state;
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#names")
  void theFirstStepHasTheLengthOfTheLearningRate(String name) {
    double[] gradients = {3, -2e-3, 1e-8, -1e-8, 0, 40, -1e-12, 7, 1};
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      Matrix gradient = Clouds.matrix(backend, ElementType.F64, new double[][] {gradients});
      Matrix parameters = backend.allocate(ElementType.F64, 1, 9);
      Matrix first = backend.allocate(ElementType.F64, 1, 9);
      Matrix second = backend.allocate(ElementType.F64, 1, 9);
      backend.adam(Adam.Step.of(1, 0.1), parameters, gradient, first, second);
      for (int i = 0; i < 9; i++) {
        double g = gradients[i];
        double expected = g == 0 ? 0 : -0.1 * Math.signum(g) / (1 + 1e-8 / Math.abs(g));
        assertThat(parameters.get(0, i)).isCloseTo(expected, within(1e-15));
      }
    }
  }

  @Test
  void impossibleArgumentsAreRefused() {
    assertThatThrownBy(() -> Adam.Step.of(0, 0.1)).hasMessageContaining("count >= 1");
    assertThatThrownBy(() -> Adam.Step.of(1, Double.NaN)).hasMessageContaining("learningRate");
    assertThatThrownBy(() -> new Adam.Step(1, 0.1, 1, 0.9, 1e-8)).hasMessageContaining("beta1");
    assertThatThrownBy(() -> new Adam.Step(1, 0.1, 0.9, 0.9, 0)).hasMessageContaining("epsilon");
    try (Backend backend = TestBackends.subject()) {
      Matrix four = backend.allocate(ElementType.F64, 4, 1);
      Matrix five = backend.allocate(ElementType.F64, 5, 1);
      assertThatThrownBy(() -> backend.adam(Adam.Step.of(1, 0.1), four, five, four, four))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parameters and gradient")
          .hasMessageContaining("4 x 1")
          .hasMessageContaining("5 x 1");
      Matrix heap = Matrix.of(new double[4], 4, 1);
      assertThatThrownBy(() -> backend.adam(Adam.Step.of(1, 0.1), heap, four, four, four))
          .hasMessageContaining("native memory");
    }
  }
}
