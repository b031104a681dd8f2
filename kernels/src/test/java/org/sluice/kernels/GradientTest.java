package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, and cases in which they are zero. */
class GradientTest {

  private static final double STEP = 1e-6;

  static Stream<Arguments> cases() {
    return TestBackends.names()
        .flatMap(name ->
            Stream.of(
                Arguments.of(name, Clouds.normal(8, 8, 3, 5, 1)),
                Arguments.of(name, Clouds.normal(9, 6, 2, 7, 2)),
                Arguments.of(name, Clouds.normal(5, 60, 4, 3, 3)),
                Arguments.of(name, Clouds.normal(7, 10, 3, 5, 4).weighted(4)),
                Arguments.of(name, Clouds.normal(1, 1, 1, 1, 5)),
                Arguments.of(name, Clouds.inBatches(2, 6, 3, 5, 6)),
                Arguments.of(name, Clouds.inBatches(5, 3, 2, 9, 7)),
                Arguments.of(name, Clouds.inBatches(4, 1, 2, 3, 8))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreCentralDifferences(String name, Clouds clouds) {
    // Where ranks swap the loss has a kink; the seeds keep all ranks apart by far more than a step.
    assertThat(smallestGap(clouds)).isGreaterThan(100 * STEP);
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      Evaluation evaluation = Evaluation.of(backend, ElementType.F64, clouds);
      assertThat(
              Deviation.relative(
                  evaluation.sampleGradient(), differences(backend, clouds, clouds.samples())))
          .isLessThan(1e-8);
      assertThat(
              Deviation.relative(
                  evaluation.directionGradient(),
                  differences(backend, clouds, clouds.directions())))
          .isLessThan(1e-8);
    }
  }

  private static double[] differences(Backend backend, Clouds clouds, double[][] varied) {
    double[] differences = new double[varied.length * varied[0].length];
    int e = 0;
    for (double[] row : varied) {
      for (int j = 0; j < row.length; j++) {
        double value = row[j];
        row[j] = value + STEP;
        double above = Evaluation.loss(backend, clouds);
        row[j] = value - STEP;
        double below = Evaluation.loss(backend, clouds);
        row[j] = value;
        differences[e++] = (above - below) / (2 * STEP);
      }
    }
    return differences;
  }

  private static double smallestGap(Clouds clouds) {
    double gap = 1;
    for (double[] direction : clouds.directions()) {
      for (double[][] side : new double[][][] {clouds.samples(), clouds.data()}) {
        double[] projections = new double[side.length];
        for (int i = 0; i < side.length; i++) {
          for (int j = 0; j < direction.length; j++) {
            projections[i] += side[i][j] * direction[j];
          }
        }
        Arrays.sort(projections);
        for (int i = 1; i < projections.length; i++) {
          gap = Math.min(gap, projections[i] - projections[i - 1]);
        }
      }
    }
    return gap;
  }

  static Stream<Arguments> backendsAndTypes() {
    return TestBackends.names()
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void coincidingCloudsHaveNoDistanceAndNoGradient(String name, ElementType type) {
    for (int n : new int[] {1, 2, 47, 100, 300}) {
      for (Clouds clouds :
          new Clouds[] {Clouds.normal(n, n, 3, 8, n), Clouds.tied(n, n, 2, 8, n)}) {
        Clouds same =
            new Clouds(clouds.data().clone(), clouds.data(), clouds.directions(), null, null);
        try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
          Evaluation evaluation = Evaluation.of(backend, type, same);
          assertThat(evaluation.loss()).isZero();
          assertThat(evaluation.squared()).containsOnly(0);
          assertThat(Arrays.stream(evaluation.sampleGradient())).allMatch(entry -> entry == 0);
          assertThat(Arrays.stream(evaluation.directionGradient())).allMatch(entry -> entry == 0);
        }
      }
    }
  }
}
