package org.sluice.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Locale;
import org.sluice.cli.command.SluiceCommand;
import org.sluice.cli.process.ExitCode;

/** The entry of the {@code sluice} command. */
public final class Main {

  /** That of a program which SIGPIPE ends. */
  private static final int READER_GONE = 141;

  private Main() {}

  /** Runs the command and exits with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    StandardError.restore();
    // A decimal point is a point wherever the user lives; and no locale has to be loaded.
    Locale.setDefault(Locale.US);
    StandardOutput output = new StandardOutput();
    PrintWriter out = new PrintWriter(new OutputStreamWriter(output, System.out.charset()), true);
    PrintWriter err = new PrintWriter(System.err, true);
    int code = SluiceCommand.execute(out, err, arguments);
    out.flush();
    System.exit(judged(code, output, err));
  }

  /** A command whose output was lost has failed, even where its files are written. */
  private static int judged(int code, StandardOutput output, PrintWriter err) {
    if (output.loss() == null || code != 0) {
      return code;
    }
    if (output.readerHasEnough()) {
      return READER_GONE;
    }
    err.println("sluice: standard output cannot be written: " + output.loss());
    return ExitCode.INPUT.code();
  }
}
