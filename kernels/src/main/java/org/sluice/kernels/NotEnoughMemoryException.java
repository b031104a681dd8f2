package org.sluice.kernels;

/** Thrown in place of an allocation that is larger than the memory this process may still take. */
public final class NotEnoughMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says how much is needed and how much there is, in one sentence. */
  public NotEnoughMemoryException(String message) {
    super(message);
  }
}
