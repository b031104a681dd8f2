package org.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.bench.ceiling.LongSort;
import org.sluice.bench.kernel.Columns;
import org.sluice.bench.kernel.KeyLaw;
import org.sluice.bench.measure.Timing;
import org.sluice.bench.workload.Implementation;
import org.sluice.bench.workload.LossProblem;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.LossWorkload;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/**
 * Ratios of times within this JVM, never times: vector code that boxes its vectors is some twenty
 * times slower than it should be, and would fall below these bounds, which a busy machine does not.
 * Each pair is measured in turns until the best times fulfil the bound, so that a slow compiler or
 * a neighbour costs time, not a failure.
 */
class SpeedGuardTest {

  private static final long PATIENCE = 60_000_000_000L;

  @ParameterizedTest
  @EnumSource
  void theVectorLossIsFasterThanTheScalarOne(ElementType type) {
    LossSize size = new LossSize(1_000, 8, 30);
    try (Arena arena = Arena.ofShared()) {
      LossProblem problem = LossProblem.draw(arena, size, type, 4);
      try (LossWorkload scalar = new LossWorkload(problem, Implementation.SCALAR, 1);
          LossWorkload vector = new LossWorkload(problem, Implementation.VECTOR, 1)) {
        assertThat(bestRatio(scalar::evaluate, vector::evaluate, 2)).isGreaterThan(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anArgsortTakesNoMoreThanTwiceTheTimeOfSortingPackedKeys(ElementType type) {
    int n = 10_000;
    int count = 8;
    LongSort packed = new LongSort(n, count);
    Columns columns = Columns.of(Implementation.VECTOR, type, KeyLaw.NORMAL, n, count, 1);
    Runnable argsort = () -> columns.argsort(Parallelism.serial());
    assertThat(bestRatio(packed::copyAndSort, argsort, 0.5)).isGreaterThan(0.5);
  }

  /** Best time of the yardstick over best time of the kernel, measured until beyond the bound. */
  private static double bestRatio(Runnable yardstick, Runnable kernel, double bound) {
    // The yardstick is compiled first: its own warm-up must not flatter the kernel.
    for (int run = 0; run < 10; run++) {
      yardstick.run();
    }
    Timing yardstickTimes = new Timing();
    Timing kernelTimes = new Timing();
    long start = System.nanoTime();
    double ratio;
    do {
      yardstickTimes.time(yardstick);
      kernelTimes.time(kernel);
      ratio = yardstickTimes.quantile(0) / kernelTimes.quantile(0);
    } while (ratio <= bound && System.nanoTime() - start < PATIENCE);
    return ratio;
  }
}
