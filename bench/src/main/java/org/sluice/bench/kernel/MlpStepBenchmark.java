package org.sluice.bench.kernel;

import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.NetworkProblem;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.bench.workload.NetworkWorkload;

/** A step of training a perceptron: forward, backward by weights and inputs, Adam. */
public class MlpStepBenchmark extends KernelBenchmark {

  /** Widths of all layers. */
  @Param({"10-128-128-50", "50-256-256-256-50"})
  public String network;

  /** Examples in a step. */
  @Param({"500", "1000", "10000"})
  public int batch;

  private Arena arena;
  private NetworkWorkload workload;

  @Setup
  @Override
  public void setUp() {
    arena = Arena.ofShared();
    NetworkSize size = new NetworkSize(NetworkSize.parseWidths(network), batch);
    workload =
        new NetworkWorkload(NetworkProblem.draw(arena, size, type, 4), implementation, threads);
    workload.checkAgainstScalar();
  }

  @Benchmark
  @Override
  public void run() {
    workload.step();
  }

  @TearDown
  @Override
  public void tearDown() {
    workload.close();
    arena.close();
  }
}
