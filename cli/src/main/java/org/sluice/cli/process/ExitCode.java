package org.sluice.cli.process;

/** The command's exit codes; they are stable. */
public enum ExitCode {
  /** Done; a run that ended on its budget is done. */
  DONE(0),
  /** Wrong usage, or an input that cannot be used. */
  INPUT(2),
  /** The inversion diverged or its laws degenerated. */
  DEGENERATE(3),
  /** A solver or a backend failed. */
  BACKEND(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }
}
