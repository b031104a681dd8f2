package org.sluice.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.StudyConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.study.StudyOutcome;
import org.sluice.cli.study.StudyPages;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.study.StudyRun;
import org.sluice.cli.system.Systems;
import org.sluice.inversion.study.LocalCellRunner;
import org.sluice.kernels.HostMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice study}. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs a grid of cells, such as inversions of simulated data, and compares the results with"
            + " the truth."
            + " Writes cells.csv, arrivals.csv, summary.csv, comparisons.csv, slopes.csv, costs.csv"
            + " and report.html into a folder.",
    footer = {
      "",
      "Examples:",
      "  sluice study cut-vs-standard --small",
      "  sluice study my-study.toml --out grid --resume",
      "  sluice study convergence --set repetitions=3 --set data.simulate=[100,1000]"
    })
final class StudyCommand implements Callable<Integer> {

  private static final double SHARE_OF_MEMORY = 0.7;
  private static final double MEGABYTE = 1e6;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "A TOML file, or the name of a bundled study; see the list below.")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write; sluice-out/NAME by default.")
  private Path folder;

  @Option(names = "--resume", description = "Keep the finished cells in the folder.")
  private boolean resume;

  @Option(names = "--small", description = "Run the study's small grid.")
  private boolean small;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Cells that run at the same time; the number of processors by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "Memory that these cells may take together; 70 %% of what is free by default.")
  private Double memory;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set a key of all cells to a value, an axis to a value or a list, or the study's seed or"
              + " repetitions; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--page",
      paramLabel = "FILE.md",
      description = "Write the report as a Markdown page as well, with its figures beside it.")
  private Path page;

  @Option(names = "--quiet", description = "Show no progress and no summary.")
  private boolean quiet;

  @Override
  public Integer call() {
    if (threads < 1) {
      throw SluiceException.input("--threads must be at least 1, not %d", threads);
    }
    long memoryLimit = memoryLimit();
    ConfigSource source = ConfigSource.ofStudy(name);
    StudyConfig config = ConfigReader.study(source);
    StudyPlan plan =
        StudyPlan.of(
            source,
            source.sibling(config.problem()),
            settings(config),
            problem -> Systems.of(problem).study());
    Path out = folder == null ? Path.of("sluice-out", config.name()) : folder;
    PrintWriter err = spec.commandLine().getErr();
    StudyRun run = new StudyRun(plan, out);
    if (!quiet) {
      err.println(run.explanation());
      err.flush();
    }
    StudyOutcome outcome =
        run.run(
            new LocalCellRunner(threads, memoryLimit),
            resume,
            memoryLimit,
            new GridDisplay(quiet, err));
    StudyPages pages = new StudyPages(outcome, commandLine());
    pages.writeReport(out.resolve("report.html"));
    if (page != null) {
      pages.writePage(page);
    }
    if (!quiet) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(pages.text());
      writer.printf("written to %s: open %s%n", out, out.resolve("report.html"));
      writer.flush();
    }
    return 0;
  }

  private long memoryLimit() {
    if (memory == null) {
      return (long) (SHARE_OF_MEMORY * HostMemory.room().bytes());
    }
    if (!(memory > 0)) {
      throw SluiceException.input("--memory must be more than 0 MB, not %s", memory);
    }
    return (long) (memory * MEGABYTE);
  }

  /** The settings of the small grid, if asked for, overridden by those of the command line. */
  private List<Setting> settings(StudyConfig config) {
    Map<String, Setting> all = new LinkedHashMap<>();
    if (small) {
      StudyPlan.small(config).forEach(setting -> all.put(setting.key(), setting));
    }
    for (String text : settings) {
      Setting setting = Setting.parse("--set", text);
      all.put(setting.key(), setting);
    }
    return new ArrayList<>(all.values());
  }

  /** The command line that gives the same numbers. */
  private String commandLine() {
    StringBuilder words = new StringBuilder("./sluice study ").append(name);
    if (small) {
      words.append(" --small");
    }
    settings.forEach(setting -> words.append(" --set '").append(setting).append('\''));
    return words.toString();
  }
}
