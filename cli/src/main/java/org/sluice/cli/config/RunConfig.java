package org.sluice.cli.config;

import java.util.stream.Stream;
import org.sluice.inversion.range.Range;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;

/**
 * The table {@code [run]}: the backend, precision, threads and checkpoints of a run.
 *
 * @param backend {@code auto} or a backend's name
 * @param precision {@code f64} or {@code f32}
 * @param threads number of threads; as many as processors by default
 * @param checkpointSeconds seconds between two checkpoints, more than 0; 30 by default
 */
public record RunConfig(String backend, String precision, int threads, double checkpointSeconds) {

  private static final double CHECKPOINT_SECONDS = 30;

  private static final int MOST_THREADS = 1024;

  /** Checks the ranges. */
  public RunConfig {
    if (!backend.equals(Backends.AUTO)) {
      Choice.of("backend", backend, backends());
    }
    Choice.of("precision", precision, "f32", "f64");
    Range.atLeast("threads", 1, threads);
    Range.atMost("threads", MOST_THREADS, threads);
    Range.positiveOrInfinite("checkpoint_seconds", checkpointSeconds);
  }

  private static String[] backends() {
    return Stream.concat(
            Stream.of(Backends.AUTO), Backends.providers().stream().map(BackendProvider::name))
        .toArray(String[]::new);
  }

  /** The defaults: any backend, float64, all processors. */
  public static RunConfig defaults() {
    return new RunConfig(
        Backends.AUTO, "f64", Runtime.getRuntime().availableProcessors(), CHECKPOINT_SECONDS);
  }

  /** The precision as a type. */
  public ElementType elementType() {
    return precision.equals("f32") ? ElementType.F32 : ElementType.F64;
  }
}
