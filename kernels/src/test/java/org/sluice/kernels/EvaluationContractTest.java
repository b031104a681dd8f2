package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and gradients against the oracle, and of one backend against the other. */
class EvaluationContractTest {

  // Runs at forced vector widths take smaller sizes: larger ones add no case that depends on the
  // width.
  private static final int ALL_SIZES = Integer.getInteger("sluice.test.sizes", 1024);

  @Test
  void scalarAndVectorAgreeAtEverySize() {
    try (Backend scalar = TestBackends.scalar();
        Backend vector = TestBackends.subject()) {
      for (int n = 1; n < ALL_SIZES; n++) {
        agree(scalar, vector, Clouds.normal(n, n, 1 + n % 5, 7, n));
      }
    }
  }

  @Test
  void scalarAndVectorAgreeAtUnequalSizesAndWithWeightsAndTies() {
    try (Backend scalar = TestBackends.scalar();
        Backend vector = TestBackends.subject()) {
      for (int m = 1; m < 1024; m += 141) {
        for (int n : new int[] {1, 2, 47, 49, 128, 500, 1025}) {
          agree(scalar, vector, Clouds.normal(m, n, 4, 7, m + n));
          agree(scalar, vector, Clouds.tied(m, n, 2, 7, m + n));
          agree(scalar, vector, Clouds.normal(m, n, 3, 7, m + n).weighted(m));
        }
      }
    }
  }

  private static void agree(Backend scalar, Backend vector, Clouds clouds) {
    Evaluation expected = Evaluation.of(scalar, ElementType.F64, clouds);
    Evaluation actual = Evaluation.of(vector, ElementType.F64, clouds);
    assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-12 * expected.loss()));
    assertThat(Deviation.relative(actual.squared(), expected.squared())).isLessThan(1e-12);
    assertThat(Deviation.relative(actual.sampleGradient(), expected.sampleGradient()))
        .isLessThan(1e-12);
    assertThat(Deviation.relative(actual.directionGradient(), expected.directionGradient()))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "1, 1, 3, 4",
    "1, 6, 2, 5",
    "6, 1, 2, 5",
    "6, 4, 3, 6",
    "4, 6, 3, 7",
    "50, 50, 1, 30",
    "50, 50, 5, 31",
    "49, 48, 6, 64",
    "63, 65, 7, 13",
    "300, 200, 2, 12",
    "1025, 257, 3, 31"
  })
  void valuesAndGradientsAreThoseOfTheOracle(int samples, int data, int dimension, int slices) {
    long seed = 10_000L * samples + data;
    Clouds normal = Clouds.normal(samples, data, dimension, slices, seed);
    Clouds weighted = normal.weighted(seed);
    List<Clouds> all =
        List.of(
            normal,
            weighted,
            Clouds.tied(samples, data, dimension, slices, seed),
            Clouds.tied(samples, data, dimension, slices, seed).weighted(seed),
            new Clouds(
                normal.samples(),
                normal.data(),
                normal.directions(),
                weighted.sampleWeights(),
                null),
            new Clouds(
                normal.samples(),
                normal.data(),
                normal.directions(),
                null,
                weighted.dataWeights()));
    for (Clouds clouds : all) {
      Oracle oracle = Oracle.of(clouds);
      TestBackends.names()
          .forEach(name -> {
            try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
              double twice = 1e-12;
              compare(Evaluation.of(backend, ElementType.F64, clouds), oracle, twice, twice);
              compare(Evaluation.of(backend, ElementType.F32, clouds), oracle, 1e-5, 1e-5);
            }
          });
    }
  }

  private static void compare(Evaluation actual, Oracle oracle, double loss, double gradient) {
    // Coinciding points have an expected loss of rounding errors' size, or none at all.
    assertThat(actual.loss()).isCloseTo(oracle.loss(), within(loss * oracle.loss() + 1e-30));
    assertThat(Deviation.relative(actual.squared(), oracle.squared())).isLessThan(loss);
    assertThat(Deviation.relative(actual.sampleGradient(), oracle.sampleGradient()))
        .isLessThan(gradient);
    assertThat(Deviation.relative(actual.directionGradient(), oracle.directionGradient()))
        .isLessThan(gradient);
  }
}
