package org.sluice.kernels;

/**
 * A backend that may or may not be able to run here. Found by {@link java.util.ServiceLoader}. Has
 * a public constructor without parameters, which does nothing costly.
 */
public interface BackendProvider {

  /** The name by which the backend is asked for. */
  String name();

  /** One line that says why it cannot run here; null if it can. Cheap. */
  String unavailable();

  /**
   * Its place when {@code auto} looks for a backend: higher ones are asked first. The vector
   * backend has 1 and the scalar one, which always works, 0.
   */
  default int preference() {
    return 2;
  }

  /** Opens it. To be called only if it is available. */
  Backend open(Parallelism parallelism);
}
