package org.sluice.bench.kernel;

import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.LossKind;
import org.sluice.bench.workload.LossProblem;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.LossWorkload;

/** The whole evaluation: loss and gradient by samples, on fresh data each time. */
public class EvaluationBenchmark extends KernelBenchmark {

  /** Points, dimension and slices. */
  @Param({
    "500x50x100",
    "1000x50x500",
    "10000x50x1000",
    "10000x10x100",
    "100000x50x200",
    "1000000x10x64"
  })
  public String size;

  /** The kind of evaluation. */
  @Param public LossKind kind;

  private Arena arena;
  private LossWorkload workload;

  @Setup
  @Override
  public void setUp() {
    arena = Arena.ofShared();
    LossSize shape = LossSize.parse(size);
    LossProblem problem = LossProblem.draw(arena, kind, shape, type, LossProblem.setsFor(shape));
    workload = new LossWorkload(problem, implementation, threads);
    workload.checkAgainstScalar();
  }

  @Benchmark
  @Override
  public void run() {
    workload.evaluate();
  }

  @TearDown
  @Override
  public void tearDown() {
    workload.close();
    arena.close();
  }
}
