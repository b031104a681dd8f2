package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Values and permutation of unsorted columns; milliseconds per operation are nanoseconds per key.
 */
public class ArgsortBenchmark extends ColumnsBenchmark {

  @Benchmark
  @Override
  public void run() {
    columns().argsort(parallelism());
  }
}
