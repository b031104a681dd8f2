package org.sluice.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.bench.measure.JvmFlags;
import org.sluice.kernels.ElementType;

/**
 * The base of all benchmarks: time per operation, in a separate JVM that loads the vector module. A
 * narrower vector is chosen with {@code -jvmArgsAppend -Dsluice.vector.bits=256}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      JvmFlags.VECTORS,
      JvmFlags.NATIVE_LIBRARIES,
      JvmFlags.LOOPS,
      JvmFlags.TRAPS,
      "-Xmx2g"
    })
public abstract class KernelBenchmark {

  /** The type of all elements. */
  @Param({"F32", "F64"})
  public ElementType type;

  /** Threads that take part. */
  @Param("1")
  public int threads;

  /** The implementation. */
  @Param({"scalar", "vector"})
  public String implementation;

  /** Prepares data and checks the result against the scalar reference. */
  public abstract void setUp();

  /** One operation. */
  public abstract void run();

  /** Frees the memory that {@link #setUp} allocated. */
  public abstract void tearDown();
}
