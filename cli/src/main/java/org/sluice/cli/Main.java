package org.sluice.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.sluice.cli.command.SluiceCommand;
import org.sluice.cli.process.ExitCode;

/** The entry of the {@code sluice} command. */
public final class Main {

  private Main() {}

  /** Runs the command and exits with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    StandardError.restore();
    // A decimal point is a point wherever the user lives; and no locale has to be loaded.
    Locale.setDefault(Locale.US);
    System.exit(
        SluiceCommand.execute(
            new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
  }
}
