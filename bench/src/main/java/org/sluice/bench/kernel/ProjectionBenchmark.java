package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.LossSize;

/** The panel product at the loss's shapes, packing included. */
public class ProjectionBenchmark extends KernelBenchmark {

  /** Points, dimension and directions. */
  @Param({"500x50x100", "1000x50x500", "10000x50x1000", "10000x10x100", "100000x50x200"})
  public String size;

  private Projection projection;

  @Setup
  @Override
  public void setUp() {
    projection = new Projection(implementation, type, LossSize.parse(size), threads);
    projection.check();
  }

  @Benchmark
  @Override
  public void run() {
    projection.project();
  }

  @TearDown
  @Override
  public void tearDown() {
    projection.close();
  }
}
