package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/** Standard normals of a counter-based stream; every operation draws another stream. */
public class NormalsBenchmark extends BackendBenchmark {

  /** Numbers per operation. */
  @Param({"10000", "1000000"})
  public int n;

  private Matrix normals;
  private long stream;

  @Override
  protected void prepare(Backend scalar) {
    normals = backend().allocate(type, 1, n);
    Matrix expected = scalar.allocate(type, 1, n);
    backend().normals(1, 0, normals);
    scalar.normals(1, 0, expected);
    Columns.require("stream of normals", normals.segment().mismatch(expected.segment()) == -1);
  }

  @Benchmark
  @Override
  public void run() {
    backend().normals(1, stream++, normals);
  }
}
