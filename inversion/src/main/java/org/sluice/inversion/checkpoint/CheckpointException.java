package org.sluice.inversion.checkpoint;

/** Thrown if a checkpoint cannot be written or must not be used; the message names the file. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  CheckpointException(String message) {
    super(message);
  }
}
