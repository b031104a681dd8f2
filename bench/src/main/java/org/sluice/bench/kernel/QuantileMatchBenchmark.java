package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Distance and residuals of pairs of sorted columns; milliseconds per operation are nanoseconds per
 * key.
 */
public class QuantileMatchBenchmark extends ColumnsBenchmark {

  @Benchmark
  @Override
  public void run() {
    columns().match(parallelism());
  }
}
