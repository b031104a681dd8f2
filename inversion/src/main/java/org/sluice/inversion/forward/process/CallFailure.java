package org.sluice.inversion.forward.process;

/** One call of the program gave no answer; the message says why, with its last words. */
final class CallFailure extends Exception {

  private static final long serialVersionUID = 1;

  CallFailure(String reason) {
    super(reason);
  }
}
