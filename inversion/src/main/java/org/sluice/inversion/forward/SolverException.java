package org.sluice.inversion.forward;

/** Thrown if a solver fails too often, or if its solutions cannot be stored; in one sentence. */
public final class SolverException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Takes a sentence that says what to do. */
  public SolverException(String message) {
    super(message);
  }

  /** Takes a sentence that says what to do, and the cause. */
  public SolverException(String message, Throwable cause) {
    super(message, cause);
  }
}
