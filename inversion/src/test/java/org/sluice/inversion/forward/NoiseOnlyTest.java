package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** A problem without parameters goes the same way as any other. */
class NoiseOnlyTest {

  @Test
  void passesMatricesWithoutColumns() {
    int n = 5;
    int d = 3;
    Problem problem =
        new Problem(
            new EmptyMeasure(), new ZeroMap(d), new FullNoise(d), FixedNormals.matrix(n, d, 12));
    try (Arena arena = Arena.ofConfined()) {
      Matrix omega = Matrix.allocate(arena, ElementType.F64, n, 0);
      Matrix z = Matrix.allocate(arena, ElementType.F64, n, 0);
      Matrix x = Matrix.allocate(arena, ElementType.F64, n, d);
      x.copyFrom(problem.group().data());
      double[] none = {};
      problem.measure().sample(none, omega, z);
      problem.group().forward().apply(z, x);
      problem.group().differentiable().backward(z, x, problem.group().data(), z);
      problem.measure().backward(none, omega, z, z, none);
      assertThat(x.toDoubles()).containsOnly(0);
      assertThat(problem.measure().coordinates(none)).isEmpty();
      assertThat(problem.measure().coordinateCount()).isZero();
    }
  }
}
