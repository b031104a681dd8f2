package org.sluice.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The list of backends, and the choice between them. */
public final class Backends {

  /** The name that leaves the choice to {@code open}. */
  public static final String AUTO = "auto";

  private static final String SCALAR = "scalar";

  private Backends() {}

  /**
   * A backend that was opened, and the reason for the choice.
   *
   * @param backend the backend, to be closed by the caller
   * @param explanation the choice and its reason, in one line
   */
  public record Selection(Backend backend, String explanation) {}

  /** All backends, the preferred ones first; the scalar one, which always works, is the last. */
  public static List<BackendProvider> providers() {
    List<BackendProvider> providers = new ArrayList<>();
    // Without lambda expressions, which would make the start of a short command slower.
    for (BackendProvider provider :
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader())) {
      int place = 0;
      while (place < providers.size()
          && providers.get(place).preference() >= provider.preference()) {
        place++;
      }
      providers.add(place, provider);
    }
    return List.copyOf(providers);
  }

  /**
   * Opens a backend by name; {@code auto} is the best one that can run here. See {@link
   * #open(String, Parallelism, Work)} for jobs that may be too small for it.
   *
   * @param name {@code auto}, or a provider's name
   * @param parallelism the threads, which stay the caller's
   * @throws IllegalArgumentException if there is no backend of that name
   * @throws BackendUnavailableException if it cannot run here, with the reason
   */
  public static Selection open(String name, Parallelism parallelism) {
    return name.equals(AUTO) ? best(parallelism) : named(name, parallelism);
  }

  /**
   * Opens a backend for one job in a new JVM: {@code auto} is the scalar one if the work is {@link
   * Work#small}, else the best one that can run here. A backend that was asked for by name is never
   * replaced by another.
   *
   * @param name {@code auto}, or a provider's name
   * @param parallelism the threads, which stay the caller's
   * @throws IllegalArgumentException if there is no backend of that name
   * @throws BackendUnavailableException if it cannot run here, with the reason
   */
  public static Selection open(String name, Parallelism parallelism, Work work) {
    if (name.equals(AUTO) && work.small()) {
      Backend backend = named(SCALAR, parallelism).backend();
      String reason =
          ": the job is small (%.1g point-slices), done before faster kernels are compiled";
      return new Selection(backend, backend.description() + reason.formatted(work.pointSlices()));
    }
    return open(name, parallelism);
  }

  private static Selection best(Parallelism parallelism) {
    StringBuilder passedOver = new StringBuilder();
    for (BackendProvider provider : providers()) {
      String reason = provider.unavailable();
      if (reason == null) {
        Backend backend = provider.open(parallelism);
        return new Selection(backend, backend.description() + passedOver);
      }
      passedOver.append("; not ").append(provider.name()).append(": ").append(reason);
    }
    throw new AssertionError("the scalar backend is always available");
  }

  private static Selection named(String name, Parallelism parallelism) {
    List<BackendProvider> providers = providers();
    for (BackendProvider provider : providers) {
      if (provider.name().equals(name)) {
        String reason = provider.unavailable();
        if (reason != null) {
          throw new BackendUnavailableException(name, reason);
        }
        Backend backend = provider.open(parallelism);
        return new Selection(backend, backend.description());
      }
    }
    throw new IllegalArgumentException(
        "there is no backend '%s'; use auto or one of %s"
            .formatted(
                name,
                providers.stream().map(BackendProvider::name).collect(Collectors.joining(", "))));
  }
}
