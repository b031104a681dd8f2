package org.sluice.inversion.population.problem;

/**
 * Thrown when a number of an inversion is no longer finite; the message says where, and what to
 * try.
 */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Creates the exception with a sentence for the user. */
  public DivergedException(String message) {
    super(message);
  }
}
