package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/** A benchmark of one of a backend's own operations, checked beside the scalar backend. */
public abstract class BackendBenchmark extends KernelBenchmark {

  private Parallelism parallelism;
  private Backend backend;

  /** The backend under test. */
  protected final Backend backend() {
    return backend;
  }

  /** Draws the inputs, runs once on either backend and compares. */
  protected abstract void prepare(Backend scalar);

  @Setup
  @Override
  public void setUp() {
    parallelism = Parallelism.of(threads);
    backend = Implementation.open(implementation, parallelism);
    try (Backend scalar = Implementation.open(Implementation.SCALAR, Parallelism.serial())) {
      prepare(scalar);
    }
  }

  @TearDown
  @Override
  public void tearDown() {
    backend.close();
    parallelism.close();
  }
}
