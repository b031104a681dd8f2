package org.sluice.cli.command;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
/** x. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
  @Override public Integer call() { return 0; }
}
