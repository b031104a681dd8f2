package org.sluice.bench.kernel;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.sluice.bench.workload.Agreement;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/** C ← A·B, or Aᵀ·B where the shape ends in T. */
public class MatrixProductBenchmark extends BackendBenchmark {

  /** Rows of C, inner length, columns of C. */
  @Param({"1000x256x256", "256x1000x256T", "50x10000x50T", "512x512x512"})
  public String shape;

  private boolean transpose;
  private Matrix a;
  private Matrix b;
  private Matrix c;

  @Override
  protected void prepare(Backend scalar) {
    transpose = shape.endsWith("T");
    int[] sizes =
        Arrays.stream(shape.replace("T", "").split("x")).mapToInt(Integer::parseInt).toArray();
    a =
        transpose
            ? backend().allocate(type, sizes[1], sizes[0])
            : backend().allocate(type, sizes[0], sizes[1]);
    b = backend().allocate(type, sizes[1], sizes[2]);
    c = backend().allocate(type, sizes[0], sizes[2]);
    backend().normals(1, 0, a);
    backend().normals(1, 1, b);
    run();
    Matrix expected = scalar.allocate(type, sizes[0], sizes[2]);
    scalar.multiply(1, a, transpose, b, false, 0, expected);
    Agreement.of(type).require("matrix product", c, expected);
  }

  @Benchmark
  @Override
  public void run() {
    backend().multiply(1, a, transpose, b, false, 0, c);
  }
}
