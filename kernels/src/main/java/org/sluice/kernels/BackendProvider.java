package org.sluice.kernels;

/** A backend that may or may not be able to run here. Found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

  /** The name by which the backend is asked for. */
  String name();

  /** Why it cannot run here, in one line that says what is missing; null if it can. Cheap. */
  String unavailable();

  /** Opens it. To be called only if it is available. */
  Backend open(Parallelism parallelism);
}
