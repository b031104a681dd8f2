package org.sluice.cli.command;

import java.util.concurrent.Callable;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.DataOptions;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.ForeignPrograms;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.Systems;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Looks over a config and its data before a long run: compares every hand-written gradient of"
            + " the problem with central differences, estimates memory, and warns where the noise"
            + " cannot be told from the signal. Runs no program that the config names, unless told to"
            + " with --solve.",
    footer = {
      "",
      "Examples:",
      "  sluice check darcy",
      "  sluice check replicates --data people.csv"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;
  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--solve",
      description =
          "Run forward.command as well, to simulate data and to see that it answers. Without this"
              + " option nothing that the config names is run.")
  private boolean solve;

  @Override
  public Integer call() {
    WrittenConfig config = configOptions.written(configOptions.source(), dataOptions.settings());
    if (!solve) {
      ForeignPrograms.forbid(
          "'check' runs it with --solve only; give that, or name a file of data");
    }
    CommandLine line = spec.commandLine();
    return Systems.of(config)
        .check(config, solve, new Console(line.getOut(), line.getErr()))
        .code();
  }
}
