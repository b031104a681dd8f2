package org.sluice.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Philox;
import org.sluice.kernels.SlicedWasserstein.Shape;
import org.sluice.kernels.cpu.SliceMatcherF32;
import org.sluice.kernels.cpu.SliceMatcherF64;
import org.sluice.kernels.scalar.ScalarSlicesF32;
import org.sluice.kernels.scalar.ScalarSlicesF64;
import org.sluice.kernels.vector.VectorSlicesF32;
import org.sluice.kernels.vector.VectorSlicesF64;

/** The stable argsort of one column of projections. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SortBenchmark {

  // One column over and over would teach its order to the branch predictor.
  private static final int COLUMNS = 16;

  /** Keys in a column. */
  @Param({"100", "1000", "10000", "100000"})
  public int size;

  /** Element type. */
  @Param({"F32", "F64"})
  public ElementType type;

  /** Whose sort. */
  @Param({"scalar", "vector"})
  public String backend;

  private SliceMatcherF32 single;
  private SliceMatcherF64 twice;
  private float[][] floats;
  private double[][] doubles;
  private float[] sortedFloats;
  private double[] sortedDoubles;
  private int[] permutation;
  private int column;

  /** Draws the keys and compares the order with the scalar sort's. */
  @Setup(Level.Trial)
  public void open() {
    Shape shape = Shape.of(type, size, size, 1, 1).withSampleGradient();
    floats = new float[COLUMNS][size];
    doubles = new double[COLUMNS][size];
    for (int c = 0; c < COLUMNS; c++) {
      for (int i = 0; i < size; i++) {
        doubles[c][i] = Philox.normal(1, c, i);
        floats[c][i] = (float) doubles[c][i];
      }
    }
    sortedFloats = new float[size];
    sortedDoubles = new double[size];
    permutation = new int[size];
    int[] expected = order("scalar", shape).clone();
    int[] actual = order(backend, shape);
    if (!Arrays.equals(actual, expected)) {
      throw new IllegalStateException(
          "%s sorts %d keys in another order than scalar".formatted(backend, size));
    }
  }

  private int[] order(String kind, Shape shape) {
    boolean scalar = kind.equals("scalar");
    if (type == ElementType.F32) {
      single = scalar ? new ScalarSlicesF32(shape) : new VectorSlicesF32(shape);
    } else {
      twice = scalar ? new ScalarSlicesF64(shape) : new VectorSlicesF64(shape);
    }
    column = 0;
    return argsort();
  }

  /** One column. */
  @Benchmark
  public int[] argsort() {
    int present = column;
    column = (column + 1) % COLUMNS;
    if (type == ElementType.F32) {
      single.argsort(floats[present], size, sortedFloats, permutation);
    } else {
      twice.argsort(doubles[present], size, sortedDoubles, permutation);
    }
    return permutation;
  }
}
