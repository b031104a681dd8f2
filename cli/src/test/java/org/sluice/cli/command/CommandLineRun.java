package org.sluice.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.sluice.cli.process.ExitCode;

/**
 * One command line, run in this process.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
public record CommandLineRun(int code, String out, String err) {

  /** Whether a run came to its end, arrived or not: brief ones seldom have. */
  public boolean ended() {
    return code == ExitCode.DONE.code() || code == ExitCode.NOT_ARRIVED.code();
  }

  /** Runs the words of a command line. */
  public static CommandLineRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = SluiceCommand.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
