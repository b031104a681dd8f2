package org.sluice.kernels;

/** A backend that ran has failed: memory ran out, or its device was lost. Results are of no use. */
public final class BackendFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what failed and what to do, in one sentence. */
  public BackendFailedException(String message) {
    super(message);
  }
}
