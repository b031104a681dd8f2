package org.sluice.inversion.npy;

import java.io.IOException;

/** Thrown if bytes are not an array in NumPy's format; the message says why not. */
public final class NpyFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /** Takes a message that continues a sentence begun with the name of the file. */
  public NpyFormatException(String message) {
    super(message);
  }
}
