package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.Implementation;
import org.sluice.kernels.Parallelism;

/** Distance and residuals of pairs of sorted columns; milliseconds per operation are nanoseconds per key. */
public class QuantileMatchBenchmark extends KernelBenchmark {

  /** Keys in a column, a divisor of a million. */
  @Param({"500", "1000", "10000", "100000", "1000000"})
  public int n;

  private Columns columns;
  private Parallelism parallelism;

  @Setup
  @Override
  public void setUp() {
    parallelism = Parallelism.of(threads);
    columns = Columns.of(implementation, type, n, threads);
    columns.check(Columns.of(Implementation.SCALAR, type, n, 1));
  }

  @Benchmark
  @Override
  public void run() {
    columns.match(parallelism);
  }

  @TearDown
  @Override
  public void tearDown() {
    parallelism.close();
  }
}
