package org.sluice.inversion.population;

import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

/** The backend that is the specification, closed after use. */
public final class ScalarBackend {

  private ScalarBackend() {}

  /** A use of the backend, which gives a result. */
  @FunctionalInterface
  public interface Use<T> {
    T with(Backend backend, Parallelism parallelism);
  }

  public static <T> T use(Use<T> use) {
    return use(1, use);
  }

  public static <T> T use(int threads, Use<T> use) {
    try (Parallelism parallelism = Parallelism.of(threads);
        Backend backend = Backends.open("scalar", parallelism).backend()) {
      return use.with(backend, parallelism);
    }
  }

  public static Result run(Problem problem, Settings settings, Start start) {
    return use((backend, parallelism) ->
        new Inversion(problem, settings, start, backend, parallelism).run(Progress.silent()));
  }
}
