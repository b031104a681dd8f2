package org.sluice.bench.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.bench.workload.LossKind;
import org.sluice.kernels.ElementType;

/** Runs the workload of every benchmark once; each checks itself against the scalar reference. */
class WorkloadsTest {

  private record Small<B extends KernelBenchmark>(Supplier<B> make, Consumer<B> shrink) {
    KernelBenchmark benchmark() {
      B benchmark = make.get();
      shrink.accept(benchmark);
      return benchmark;
    }
  }

  private static final class ShortArgsort extends ArgsortBenchmark {
    @Override
    protected int count() {
      return 20;
    }
  }

  private static final class ShortSort extends SortBenchmark {
    @Override
    protected int count() {
      return 20;
    }
  }

  private static final class ShortQuantileMatch extends QuantileMatchBenchmark {
    @Override
    protected int count() {
      return 20;
    }
  }

  private static final List<Small<?>> ALL =
      List.of(
          new Small<>(ShortArgsort::new, benchmark -> benchmark.n = 1_000),
          hostile(KeyLaw.CAUCHY),
          hostile(KeyLaw.OUTLIER),
          hostile(KeyLaw.FEW_VALUES),
          hostile(KeyLaw.CONSTANT),
          hostile(KeyLaw.DENORMAL),
          hostile(KeyLaw.CLUSTERS),
          hostile(KeyLaw.MAGNITUDES),
          hostile(KeyLaw.ASCENDING),
          new Small<>(ShortSort::new, benchmark -> benchmark.n = 1_000),
          new Small<>(ShortQuantileMatch::new, benchmark -> benchmark.n = 1_000),
          new Small<>(ProjectionBenchmark::new, benchmark -> benchmark.size = "203x7x37"),
          evaluation(LossKind.EQUAL),
          evaluation(LossKind.UNEQUAL),
          evaluation(LossKind.WEIGHTED),
          evaluation(LossKind.CORRECTED),
          evaluation(LossKind.RECURRING),
          new Small<>(
              MlpStepBenchmark::new,
              benchmark -> {
                benchmark.network = "3-17-9-2";
                benchmark.batch = 41;
              }),
          new Small<>(
              FourierStepBenchmark::new,
              benchmark -> {
                benchmark.network = "17-4-5-2";
                benchmark.batch = 9;
              }),
          new Small<>(NormalsBenchmark::new, benchmark -> benchmark.n = 1_001),
          new Small<>(AdamBenchmark::new, benchmark -> benchmark.n = 1_001),
          new Small<>(MatrixProductBenchmark::new, benchmark -> benchmark.shape = "31x57x9"),
          new Small<>(MatrixProductBenchmark::new, benchmark -> benchmark.shape = "31x57x9T"));

  private static Small<ShortArgsort> hostile(KeyLaw law) {
    return new Small<>(
        ShortArgsort::new,
        benchmark -> {
          benchmark.n = 10_000;
          benchmark.law = law;
        });
  }

  private static Small<EvaluationBenchmark> evaluation(LossKind kind) {
    return new Small<>(
        EvaluationBenchmark::new,
        benchmark -> {
          benchmark.size = "203x7x37";
          benchmark.kind = kind;
        });
  }

  static Stream<Arguments> workloads() {
    return ALL.stream()
        .flatMap(small ->
            Stream.of(ElementType.values())
                .flatMap(type ->
                    Stream.of("scalar", "vector")
                        .flatMap(name ->
                            Stream.of(1, 2)
                                .map(threads -> {
                                  KernelBenchmark benchmark = small.benchmark();
                                  benchmark.type = type;
                                  benchmark.implementation = name;
                                  benchmark.threads = threads;
                                  return Arguments.of(
                                      benchmark.getClass().getSimpleName(),
                                      type,
                                      name,
                                      threads,
                                      benchmark);
                                }))));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} threads")
  @MethodSource("workloads")
  void runsAndAgreesWithTheScalarReference(
      String name, ElementType type, String kind, int threads, KernelBenchmark benchmark) {
    assertThatCode(
            () -> {
              benchmark.setUp();
              benchmark.run();
              benchmark.tearDown();
            })
        .doesNotThrowAnyException();
  }
}
