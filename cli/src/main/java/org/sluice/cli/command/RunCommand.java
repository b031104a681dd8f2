package org.sluice.cli.command;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
/** x. */
@Command(name = "run")
final class RunCommand implements Callable<Integer> {
  @Override public Integer call() { return 0; }
}
