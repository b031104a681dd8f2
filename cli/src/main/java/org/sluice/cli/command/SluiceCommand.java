package org.sluice.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.process.ForeignPrograms;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.process.Version;
import org.sluice.cli.system.population.command.BootstrapCommand;
import org.sluice.cli.system.population.command.CalibrateCommand;
import org.sluice.cli.system.population.command.CompareCommand;
import org.sluice.cli.system.population.command.TestCommand;
import org.sluice.cli.system.population.command.VariabilityCommand;
import org.sluice.inversion.checkpoint.CheckpointException;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.kernels.BackendFailedException;
import org.sluice.kernels.BackendUnavailableException;
import org.sluice.kernels.NotEnoughMemoryException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code sluice}: it finds the subcommand and reports errors. */
@Command(
    name = "sluice",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Recovers the law of a population of systems, and of the noise, from one noisy observation of"
            + " each.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:wrong usage, or input that cannot be used",
      "3:the inversion diverged or degenerated",
      "4:a solver or backend failed",
      "5:a run has not arrived; its results are written",
      "130, 143:ended by Ctrl-C or by SIGTERM; a run continues with --resume"
    },
    footer = {
      "",
      "Examples:",
      "  sluice run darcy",
      "  sluice simulate replicates --n 500 --out people.csv",
      "  sluice run replicates --data people.csv --out result",
      "  sluice loss x.npy y.npy --slices 1000",
      "  sluice study cut-vs-standard --small",
      "  sluice bench --peers"
    })
public final class SluiceCommand {

  private static final String LESS_MEMORY =
      "; take fewer data, samples or slices, a smaller network, or --precision f32";

  private static final Map<String, Supplier<Object>> SUBCOMMANDS = new LinkedHashMap<>();

  static {
    SUBCOMMANDS.put("run", RunCommand::new);
    SUBCOMMANDS.put("compare", CompareCommand::new);
    SUBCOMMANDS.put("simulate", SimulateCommand::new);
    SUBCOMMANDS.put("loss", LossCommand::new);
    SUBCOMMANDS.put("study", StudyCommand::new);
    SUBCOMMANDS.put("check", CheckCommand::new);
    SUBCOMMANDS.put("bootstrap", BootstrapCommand::new);
    SUBCOMMANDS.put("test", TestCommand::new);
    SUBCOMMANDS.put("calibrate", CalibrateCommand::new);
    SUBCOMMANDS.put("variability", VariabilityCommand::new);
    SUBCOMMANDS.put("info", InfoCommand::new);
    SUBCOMMANDS.put("bench", BenchCommand::new);
  }

  @Option(
      names = "--debug",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Option(
      names = "--no-commands",
      scope = CommandLine.ScopeType.INHERIT,
      description =
          "Do not run programs that configs name; SLUICE_NO_COMMANDS=1 does the same everywhere.")
  private boolean noCommands;

  private SluiceCommand() {}

  /** Runs one command line and returns the process's exit code. Never throws. */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    // There is nothing to parse, and creating the parser would take longer than the answer.
    if (arguments.length == 1 && arguments[0].equals("info")) {
      InfoCommand.print(out);
      return 0;
    }
    SluiceCommand root = new SluiceCommand();
    CommandLine commandLine =
        withSubcommands(new CommandLine(root), arguments)
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setHelpFactory(HelpWithExamples::new)
            .setExecutionStrategy(parsed -> {
              requireWords(parsed);
              ForeignPrograms.allow();
              if (root.noCommands) {
                ForeignPrograms.forbid("--no-commands was given");
              }
              return new CommandLine.RunLast().execute(parsed);
            })
            .setParameterExceptionHandler((e, _) -> tellUsage(err, e))
            .setExecutionExceptionHandler((e, _, _) -> root.tell(err, e));
    // Without arguments, show the help.
    if (arguments.length == 0) {
      commandLine.usage(out);
      return ExitCode.INPUT.code();
    }
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      return root.tell(err, e);
    }
  }

  /**
   * Reading a subcommand's annotations takes half of a short job's time, so only the chosen one is
   * read.
   */
  private static CommandLine withSubcommands(CommandLine commandLine, String[] arguments) {
    String asked = arguments.length == 0 ? "" : arguments[0];
    SUBCOMMANDS.forEach((name, subcommand) -> {
      if (name.equals(asked) || !SUBCOMMANDS.containsKey(asked)) {
        commandLine.addSubcommand(name, subcommand.get());
      }
    });
    return commandLine;
  }

  private static void requireWords(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    for (ArgSpec argument : last.matchedArgs()) {
      if (argument.arity().max() > 0 && hasEmptyWord(argument)) {
        throw new ParameterException(
            last.commandSpec().commandLine(),
            "%s is empty; give it a value or leave it out".formatted(name(argument)));
      }
    }
  }

  private static boolean hasEmptyWord(ArgSpec argument) {
    // A model without settings is the config as it is.
    return !name(argument).equals("--try")
        && argument.originalStringValues().stream().anyMatch(String::isBlank);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static int tellUsage(PrintWriter err, ParameterException e) {
    if (e.getCause() instanceof SluiceException cause) {
      return say(err, cause.getMessage(), cause.exitCode());
    }
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String suggestion = near.isEmpty() ? "" : "; did you mean %s?".formatted(near.getFirst());
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = e.getMessage().replaceFirst("^Error: ", "");
    return say(
        err, "%s%s (see '%s --help')".formatted(message, suggestion, command), ExitCode.INPUT);
  }

  private int tell(PrintWriter err, Throwable failure) {
    if (debug) {
      failure.printStackTrace(err);
    }
    return switch (failure) {
      case SluiceException e -> say(err, e.getMessage(), e.exitCode());
      case DivergedException e -> say(err, e.getMessage(), ExitCode.DEGENERATE);
      case CheckpointException e -> say(err, e.getMessage(), ExitCode.INPUT);
      case SolverException e -> say(err, e.getMessage(), ExitCode.BACKEND);
      case BackendUnavailableException e -> say(err, e.getMessage(), ExitCode.BACKEND);
      case BackendFailedException e -> say(err, e.getMessage(), ExitCode.BACKEND);
      case IllegalArgumentException e -> say(err, e.getMessage(), ExitCode.INPUT);
      case ArithmeticException e ->
          say(err, "the solver failed: " + e.getMessage(), ExitCode.BACKEND);
      case NotEnoughMemoryException e -> say(err, e.getMessage() + LESS_MEMORY, ExitCode.BACKEND);
      case OutOfMemoryError _ ->
          say(err, "the Java heap is too small" + LESS_MEMORY, ExitCode.BACKEND);
      default ->
          say(
              err,
              "something failed that should not (%s); run again with --debug and report what it shows"
                  .formatted(failure),
              ExitCode.BACKEND);
    };
  }

  private static int say(PrintWriter err, String sentence, ExitCode code) {
    err.println("sluice: " + String.valueOf(sentence).replaceAll("\\s*\\R\\s*", " "));
    err.flush();
    return code.code();
  }
}
