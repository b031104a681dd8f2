package org.sluice.inversion.forward.process;

/** Thrown if a call of the program fails; the message has the reason and its last error output. */
final class CallFailure extends Exception {

  private static final long serialVersionUID = 1;

  CallFailure(String reason) {
    super(reason);
  }
}
