package org.sluice.inversion.npy;

import java.io.IOException;

/** Bytes that are not an array in NumPy's format; the message says in what way. */
public final class NpyFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /** With a message that goes on after the name of what was read. */
  public NpyFormatException(String message) {
    super(message);
  }
}
