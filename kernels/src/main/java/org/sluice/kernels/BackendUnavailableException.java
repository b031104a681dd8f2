package org.sluice.kernels;

/** Thrown when a backend is asked for by name and cannot run here. */
public final class BackendUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Names the backend and the reason. */
  public BackendUnavailableException(String name, String reason) {
    super("the backend '%s' is not available: %s".formatted(name, reason));
  }
}
