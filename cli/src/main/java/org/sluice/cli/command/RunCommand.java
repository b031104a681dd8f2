package org.sluice.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.DataOptions;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.RunOptions;
import org.sluice.cli.system.Systems;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Recovers the population and the noise, and says whether it has arrived. Writes result.json,"
            + " individuals.csv, trace.csv, report.html and checkpoint/ into a folder.",
    footer = {
      "",
      "Examples:",
      "  sluice run darcy",
      "  sluice run darcy --method paper-cut --out cut",
      "  sluice run darcy --gradient both --seed 2 --out both",
      "  sluice run replicates --data people.csv --set loss.samples=5000",
      "  sluice run long.toml --out long --resume"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;
  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write; sluice-out/NAME by default.")
  private Path folder;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "sluice (what recovers best, the default), paper-cut or paper-standard: gradient, whitening"
              + " and finite-sample correction at once.")
  private String method;

  @Option(
      names = "--gradient",
      paramLabel = "cut|standard|both",
      description =
          "Which gradient to follow; both makes two runs, by the paper's methods unless one is named.")
  private String gradient;

  @Option(names = "--backend", paramLabel = "NAME", description = "auto, scalar, vector or cuda.")
  private String backendName;

  @Option(names = "--precision", paramLabel = "f32|f64", description = "Precision of the loss.")
  private String precision;

  @Option(names = "--threads", paramLabel = "T", description = "Number of threads.")
  private Integer threads;

  @Option(names = "--resume", description = "Continue from the checkpoint in the folder.")
  private boolean resume;

  @Option(names = "--quiet", description = "Show no progress and no summary.")
  private boolean quiet;

  @Override
  public Integer call() {
    WrittenConfig config = configOptions.written(configOptions.source(), settings());
    Path out = folder == null ? Path.of("sluice-out", config.fileName()) : folder;
    CommandLine line = spec.commandLine();
    return Systems.of(config)
        .run(config, new RunOptions(out, resume, quiet), new Console(line.getOut(), line.getErr()))
        .code();
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(dataOptions.settings());
    if (method != null) {
      settings.add(Setting.of("--method", "loss.method", method));
    }
    if (gradient != null) {
      settings.add(Setting.of("--gradient", "loss.gradient", gradient));
    }
    if (backendName != null) {
      settings.add(Setting.of("--backend", "run.backend", backendName));
    }
    if (precision != null) {
      settings.add(Setting.of("--precision", "run.precision", precision));
    }
    if (threads != null) {
      settings.add(Setting.of("--threads", "run.threads", threads));
    }
    return settings;
  }
}
