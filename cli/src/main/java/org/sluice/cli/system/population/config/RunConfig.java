package org.sluice.cli.system.population.config;

import org.sluice.cli.config.Require;
import org.sluice.kernels.ElementType;

/**
 * The table {@code [run]}: where and how the numbers are computed.
 *
 * @param backend {@code auto} or a backend's name
 * @param precision {@code f64} or {@code f32}
 * @param threads number of threads; as many as processors by default
 */
public record RunConfig(String backend, String precision, Integer threads) {

  private static final int MOST_THREADS = 1024;

  /** Fills in defaults and checks the ranges. */
  public RunConfig {
    backend = backend == null ? "auto" : backend;
    precision = precision == null ? "f64" : Require.oneOf("run.precision", precision, "f32", "f64");
    threads =
        threads == null
            ? Runtime.getRuntime().availableProcessors()
            : Require.atLeast("run.threads", 1, threads);
    if (threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "run.threads must be at most %d, not %d".formatted(MOST_THREADS, threads));
    }
  }

  /** The defaults. */
  public static RunConfig defaults() {
    return new RunConfig(null, null, null);
  }

  /** The precision as a type. */
  public ElementType elementType() {
    return precision.equals("f32") ? ElementType.F32 : ElementType.F64;
  }
}
