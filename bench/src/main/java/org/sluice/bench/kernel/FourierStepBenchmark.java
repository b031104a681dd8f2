package org.sluice.bench.kernel;

import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.FourierProblem;
import org.sluice.bench.workload.FourierSize;
import org.sluice.bench.workload.FourierWorkload;

/** A step of training a Fourier operator: forward, backward by weights, Adam. */
public class FourierStepBenchmark extends KernelBenchmark {

  /** Points, modes, width and layers. */
  @Param("65-12-32-4")
  public String network;

  /** Examples in a step. */
  @Param({"20", "64"})
  public int batch;

  private Arena arena;
  private FourierWorkload workload;

  @Setup
  @Override
  public void setUp() {
    arena = Arena.ofShared();
    FourierSize size = FourierSize.parse(network, batch);
    workload =
        new FourierWorkload(FourierProblem.draw(arena, size, type, 4), implementation, threads);
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
