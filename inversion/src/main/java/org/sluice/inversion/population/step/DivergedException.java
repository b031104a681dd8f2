package org.sluice.inversion.population.step;

/** An inversion that left the finite numbers; the message says where and what to try. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence for people. */
  public DivergedException(String message) {
    super(message);
  }
}
