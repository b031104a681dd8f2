package org.sluice.kernels;

/**
 * Thrown when a backend fails while it runs: memory ran out, or its device was lost. The results of
 * the call are undefined.
 */
public final class BackendFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what failed and what to do, in one sentence. */
  public BackendFailedException(String message) {
    super(message);
  }
}
