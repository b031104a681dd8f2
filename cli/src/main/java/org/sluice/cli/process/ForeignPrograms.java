package org.sluice.cli.process;

import java.util.List;

/**
 * Whether this process may run the programs that configs name. A config may come from someone else,
 * so a command that only looks it over runs none.
 */
public final class ForeignPrograms {

  /** The environment variable that forbids them where it is 1. */
  public static final String VARIABLE = "SLUICE_NO_COMMANDS";

  private static volatile boolean forbidden;

  private ForeignPrograms() {}

  /** Forbids them until the process's next command line, or not; the environment still can. */
  public static void forbid(boolean forbid) {
    forbidden = forbid;
  }

  /**
   * Checks that they may be run.
   *
   * @param command the program and its arguments
   * @throws SluiceException if not
   */
  public static void requireAllowed(List<String> command) {
    if (areForbidden()) {
      throw SluiceException.input(
          "forward.command (%s) would be run here, which is not allowed; 'check' runs it with --solve, other commands without --no-commands and %s=1",
          String.join(" ", command), VARIABLE);
    }
  }

  private static boolean areForbidden() {
    return forbidden || "1".equals(System.getenv(VARIABLE));
  }
}
