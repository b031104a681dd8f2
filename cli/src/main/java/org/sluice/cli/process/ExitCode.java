package org.sluice.cli.process;

/** The command's exit codes; they are stable. */
public enum ExitCode {
  /** Done; for a run this says nothing of its verdict but that it is not known to move. */
  DONE(0),
  /** Wrong usage, or an input that cannot be used. */
  INPUT(2),
  /** The inversion diverged or its laws degenerated. */
  DEGENERATE(3),
  /** A solver or a backend failed. */
  BACKEND(4),
  /** A run ended before it had arrived; its results are written. */
  NOT_ARRIVED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }
}
