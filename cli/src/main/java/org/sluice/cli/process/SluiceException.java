package org.sluice.cli.process;

/** A failure that is told to the user in one sentence and ends the command. */
public final class SluiceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  private SluiceException(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** An input that cannot be used: the sentence names it and says what to do. */
  public static SluiceException input(String sentence, Object... arguments) {
    return new SluiceException(ExitCode.INPUT, sentence.formatted(arguments), null);
  }

  /** The same, with the exception behind it, which {@code --debug} shows. */
  public static SluiceException input(Throwable cause, String sentence, Object... arguments) {
    return new SluiceException(ExitCode.INPUT, sentence.formatted(arguments), cause);
  }

  /** An inversion that diverged or degenerated. */
  public static SluiceException degenerate(String sentence, Object... arguments) {
    return new SluiceException(ExitCode.DEGENERATE, sentence.formatted(arguments), null);
  }

  /** A solver or backend that failed. */
  public static SluiceException backend(Throwable cause, String sentence, Object... arguments) {
    return new SluiceException(ExitCode.BACKEND, sentence.formatted(arguments), cause);
  }

  /** The same failure, with the place in front that led to it, such as a file and a key. */
  public SluiceException in(String place) {
    return new SluiceException(exitCode, place + ": " + getMessage(), this);
  }

  /** The exit code of the process. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
