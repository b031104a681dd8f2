package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.Parallelism;

/** A benchmark that works through a pool of columns. */
public abstract class ColumnsBenchmark extends KernelBenchmark {

  /** Keys in a column, a divisor of a million. */
  @Param({"500", "1000", "10000", "100000", "1000000"})
  public int n;

  /** The law of keys, any {@link KeyLaw}. */
  @Param("NORMAL")
  public KeyLaw law = KeyLaw.NORMAL;

  private Columns columns;
  private Parallelism parallelism;

  /** The pool. */
  protected final Columns columns() {
    return columns;
  }

  /** The threads that work through it. */
  protected final Parallelism parallelism() {
    return parallelism;
  }

  /** Columns in the pool. */
  protected int count() {
    return Columns.count(n);
  }

  @Setup
  @Override
  public void setUp() {
    parallelism = Parallelism.of(threads);
    columns = Columns.of(implementation, type, law, n, count(), threads);
    columns.check(Columns.of(Implementation.SCALAR, type, law, n, count(), 1));
  }

  @TearDown
  @Override
  public void tearDown() {
    parallelism.close();
  }
}
