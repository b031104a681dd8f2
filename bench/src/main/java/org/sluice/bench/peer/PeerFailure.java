package org.sluice.bench.peer;

/** A peer is missing, died, or could not do its task. */
final class PeerFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  PeerFailure(String reason) {
    super(reason);
  }
}
