package org.sluice.cli.config;

import org.sluice.inversion.range.Range;
import org.sluice.kernels.ElementType;

/**
 * The table {@code [run]}: the backend, precision and threads of a run.
 *
 * @param backend {@code auto} or a backend's name
 * @param precision {@code f64} or {@code f32}
 * @param threads number of threads; as many as processors by default
 */
public record RunConfig(String backend, String precision, int threads) {

  private static final int MOST_THREADS = 1024;

  /** Checks the ranges. */
  public RunConfig {
    Choice.of("precision", precision, "f32", "f64");
    Range.atLeast("threads", 1, threads);
    Range.atMost("threads", MOST_THREADS, threads);
  }

  /** The defaults: any backend, float64, all processors. */
  public static RunConfig defaults() {
    return new RunConfig("auto", "f64", Runtime.getRuntime().availableProcessors());
  }

  /** The precision as a type. */
  public ElementType elementType() {
    return precision.equals("f32") ? ElementType.F32 : ElementType.F64;
  }
}
