package org.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.ElementType;

/** Every workload runs once, with the comparison that it makes before it is measured. */
class WorkloadsTest {

  @ParameterizedTest
  @CsvSource({
    "F32, scalar, 1", "F32, vector, 1", "F32, vector, 2",
    "F64, scalar, 1", "F64, vector, 1", "F64, vector, 2"
  })
  void evaluation(ElementType type, String backend, int threads) {
    EvaluationBenchmark benchmark = new EvaluationBenchmark();
    benchmark.size = 300;
    benchmark.dimension = 7;
    benchmark.slices = 20;
    benchmark.type = type;
    benchmark.backend = backend;
    benchmark.threads = threads;
    benchmark.open();
    try {
      assertThat(benchmark.lossAndGradients()).isEqualTo(benchmark.loss()).isPositive();
    } finally {
      benchmark.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"F32, scalar", "F32, vector", "F64, scalar", "F64, vector"})
  void sort(ElementType type, String backend) {
    SortBenchmark benchmark = new SortBenchmark();
    benchmark.size = 1000;
    benchmark.type = type;
    benchmark.backend = backend;
    benchmark.open();
    int[] once = benchmark.argsort().clone();
    assertThat(Arrays.stream(once).distinct().count()).isEqualTo(1000);
    assertThat(benchmark.argsort()).isNotEqualTo(once);
  }
}
