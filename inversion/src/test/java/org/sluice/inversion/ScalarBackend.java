package org.sluice.inversion;

import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

/** The backend that is the specification, closed after use. */
final class ScalarBackend {

  private ScalarBackend() {}

  /** What to do with it. */
  @FunctionalInterface
  interface Use<T> {
    T with(Backend backend, Parallelism parallelism);
  }

  static <T> T use(Use<T> use) {
    return use(1, use);
  }

  static <T> T use(int threads, Use<T> use) {
    try (Parallelism parallelism = Parallelism.of(threads);
        Backend backend = Backends.open("scalar", parallelism).backend()) {
      return use.with(backend, parallelism);
    }
  }

  static Result run(Problem problem, Settings settings, Start start) {
    return use((backend, parallelism) ->
        new Inversion(problem, settings, start, backend, parallelism).run(Progress.silent()));
  }
}
