package org.sluice.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.OutputFile;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.Systems;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Draws synthetic observations from the config's truth, and writes the systems' parameters z"
            + " beside them: y.npy and y.z.npy.",
    footer = {
      "",
      "Examples:",
      "  sluice simulate darcy --n 1000 --out y.npy",
      "  sluice simulate replicates --n 500 --out people.csv --seed 7"
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(names = "--n", required = true, paramLabel = "N", description = "Number of observations.")
  private long count;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write them: .npy, .csv or .tsv.")
  private Path file;

  @Override
  public Integer call() {
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw SluiceException.input("--n must be from 1 to %d, not %d", Integer.MAX_VALUE, count);
    }
    OutputFile.require(file, List.of());
    WrittenConfig config = configOptions.written(configOptions.source(), List.of());
    CommandLine line = spec.commandLine();
    Systems.of(config)
        .simulate(config, (int) count, file, new Console(line.getOut(), line.getErr()));
    return 0;
  }
}
