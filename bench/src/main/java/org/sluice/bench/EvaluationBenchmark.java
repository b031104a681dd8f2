package org.sluice.bench;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;

/** One whole evaluation: as many samples as data, the loss alone or with both gradients. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EvaluationBenchmark {

  /** Samples, and data. */
  @Param({"1000", "10000"})
  public int size;

  /** Dimension d. */
  @Param("50")
  public int dimension;

  /** Slices P. */
  @Param("100")
  public int slices;

  /** Element type. */
  @Param({"F32", "F64"})
  public ElementType type;

  /** The backend's name. */
  @Param({"scalar", "vector"})
  public String backend;

  /** Number of threads. */
  @Param("1")
  public int threads;

  private Parallelism parallelism;
  private Backend opened;
  private SlicedWasserstein value;
  private SlicedWasserstein gradients;
  private SlicedWasserstein.Inputs inputs;
  private SlicedWasserstein.Outputs none;
  private SlicedWasserstein.Outputs both;

  /** Opens the backend, makes the plans, prints which backend it is and compares it. */
  @Setup(Level.Trial)
  public void open() {
    parallelism = Parallelism.of(threads);
    Backends.Selection selection = Backends.open(backend, parallelism);
    System.out.println(selection.explanation());
    opened = selection.backend();
    Matrix samples = opened.allocate(type, size, dimension);
    Matrix data = opened.allocate(type, size, dimension);
    Matrix directions = opened.allocate(type, slices, dimension);
    opened.normals(1, 0, samples);
    opened.normals(1, 1, data);
    // Two equal laws would have a distance near zero, of which a relative error says little.
    for (long i = 0; i < size; i++) {
      samples.set(i, 0, samples.get(i, 0) + 2);
    }
    Directions.fill(DirectionScheme.IID, 1, 2, directions);
    inputs = SlicedWasserstein.Inputs.of(samples, data, directions);
    none = new SlicedWasserstein.Outputs(null, null, null);
    both =
        new SlicedWasserstein.Outputs(
            null, opened.allocate(type, size, dimension), opened.allocate(type, slices, dimension));
    SlicedWasserstein.Shape shape = SlicedWasserstein.Shape.of(type, size, size, dimension, slices);
    value = opened.slicedWasserstein(shape);
    gradients = opened.slicedWasserstein(shape.withSampleGradient().withDirectionGradient());
    check(shape);
  }

  private void check(SlicedWasserstein.Shape shape) {
    try (Backend scalar = Backends.open("scalar", Parallelism.serial()).backend();
        SlicedWasserstein plan = scalar.slicedWasserstein(shape)) {
      double expected = plan.evaluate(inputs, none);
      double tolerance = type == ElementType.F32 ? 1e-5 : 1e-12;
      for (double actual : new double[] {loss(), lossAndGradients()}) {
        if (!(Math.abs(actual - expected) <= tolerance * expected)) {
          throw new IllegalStateException(
              "%s gives %s where the scalar backend gives %s".formatted(backend, actual, expected));
        }
      }
    }
  }

  /** The loss alone. */
  @Benchmark
  public double loss() {
    return value.evaluate(inputs, none);
  }

  /** The loss, ∂samples and ∂directions. */
  @Benchmark
  public double lossAndGradients() {
    return gradients.evaluate(inputs, both);
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    value.close();
    gradients.close();
    opened.close();
    parallelism.close();
  }
}
