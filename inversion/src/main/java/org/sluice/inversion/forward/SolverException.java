package org.sluice.inversion.forward;

/** A solver that fails too often, or whose solves cannot be kept; the message is a sentence. */
public final class SolverException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence that says what to do. */
  public SolverException(String message) {
    super(message);
  }

  /** The same, with what is behind it. */
  public SolverException(String message, Throwable cause) {
    super(message, cause);
  }
}
