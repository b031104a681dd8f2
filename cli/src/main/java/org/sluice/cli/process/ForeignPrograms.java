package org.sluice.cli.process;

import java.util.List;

/**
 * Whether this process may run the programs that configs name. A config may come from someone else,
 * so a command that only looks it over runs none.
 */
public final class ForeignPrograms {

  /** The environment variable that forbids them where it is 1. */
  public static final String VARIABLE = "SLUICE_NO_COMMANDS";

  private static volatile String forbidden;

  private ForeignPrograms() {}

  /** Allows them, unless the environment forbids them. A command line begins with this. */
  public static void allow() {
    forbidden = null;
  }

  /**
   * Forbids them until the next command line begins; the first reason stays.
   *
   * @param reason the second half of a sentence, such as {@code --no-commands was given}
   */
  public static void forbid(String reason) {
    forbidden = forbidden == null ? reason : forbidden;
  }

  /**
   * Checks that they may be run.
   *
   * @param command the program and its arguments
   * @throws SluiceException if not
   */
  public static void requireAllowed(List<String> command) {
    String reason = "1".equals(System.getenv(VARIABLE)) ? VARIABLE + " is 1" : forbidden;
    if (reason != null) {
      throw SluiceException.input(
          "forward.command (%s) would be run here, but %s", String.join(" ", command), reason);
    }
  }
}
