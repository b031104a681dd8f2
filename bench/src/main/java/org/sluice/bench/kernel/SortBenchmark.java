package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Values of unsorted columns, copies included; milliseconds per operation are nanoseconds per key.
 */
public class SortBenchmark extends ColumnsBenchmark {

  @Benchmark
  @Override
  public void run() {
    columns().sort(parallelism());
  }
}
