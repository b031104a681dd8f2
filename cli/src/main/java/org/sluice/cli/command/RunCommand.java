package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.system.population.report.Identified;
import org.sluice.cli.system.population.report.Outcome;
import org.sluice.cli.system.population.report.Population;
import org.sluice.cli.system.population.report.ReportPage;
import org.sluice.cli.system.population.report.ResultFile;
import org.sluice.cli.system.population.report.SurrogateSummary;
import org.sluice.cli.system.population.report.SurrogateTraceFile;
import org.sluice.cli.system.population.report.TraceFile;
import org.sluice.cli.system.population.report.Words;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.checkpoint.CheckpointFile;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.Stopped;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.Method;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;
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
        "Recovers the population and the noise. Writes result.json, trace.csv, report.html and"
            + " checkpoint/ into a folder.",
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

  private static final double VANISHING = 1e-4;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Observations, one a row, in place of the config's data.")
  private Path dataFile;

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

  private final List<Emulation> emulations = new ArrayList<>();

  @Override
  public Integer call() {
    ConfigSource source = configOptions.source();
    try (Arena arena = Arena.ofShared()) {
      Setup setup = Setup.of(source, configOptions.read(source, settings()), arena);
      Path out = folder == null ? Path.of("sluice-out", nameOf(setup)) : folder;
      WholeFile.makeFolder(out);
      try (Parallelism parallelism = Parallelism.of(setup.config().run().threads())) {
        Backends.Selection selection =
            Backends.open(setup.config().run().backend(), parallelism, setup.work());
        try (Backend _ = selection.backend();
            Interruption interruption = new Interruption()) {
          say(selection.explanation());
          run(setup, selection, parallelism, out, interruption);
        } finally {
          emulations.forEach(Emulation::close);
          setup.close();
        }
      }
    }
    return 0;
  }

  private void run(
      Setup setup,
      Backends.Selection selection,
      Parallelism parallelism,
      Path out,
      Interruption interruption) {
    List<Method> methods = setup.config().loss().methods();
    List<Result> results = new ArrayList<>();
    List<Identified> identified = new ArrayList<>();
    for (Method method : methods) {
      Emulation emulation = Emulation.of(setup, selection.backend(), out.resolve("solves"));
      emulations.add(emulation);
      Inversion inversion =
          new Inversion(
              emulation.problem(),
              setup.settings(method),
              setup.start(),
              selection.backend(),
              parallelism);
      Path checkpoint = out.resolve("checkpoint");
      if (methods.size() > 1) {
        checkpoint = checkpoint.resolve(method.word());
      }
      // Of two runs, the second has no checkpoint if the first was interrupted.
      boolean begun = results.isEmpty() || new CheckpointFile(checkpoint).exists();
      if (resume && begun) {
        inversion.resumeFrom(checkpoint);
      } else {
        inversion.checkpointInto(checkpoint);
      }
      interruption.watch(inversion);
      Result result = invert(inversion, method);
      if (result.run().stopped() == Stopped.INTERRUPTED || interruption.requested()) {
        say(
            "interrupted after step %d; the same command with --resume continues"
                .formatted(result.run().steps()));
        return;
      }
      emulation.certify(result, selection.backend());
      Identified examined =
          Identified.of(
              emulation.problem(),
              setup.settings(method),
              result,
              selection.backend(),
              parallelism);
      identified.add(examined);
      List<String> warnings =
          new ArrayList<>(emulation.certificate().map(Certificate::warnings).orElse(List.of()));
      warnings.addAll(examined.warnings());
      warnings.forEach(warning -> say("warning: " + warning));
      results.add(result.withWarnings(warnings));
    }
    write(
        new Outcome(
            setup.comparable(),
            selection.backend().name(),
            List.copyOf(results),
            emulations.subList(0, results.size()),
            List.copyOf(identified)),
        out);
  }

  private Result invert(Inversion inversion, Method method) {
    try (ProgressDisplay display =
        ProgressDisplay.of(quiet, method.word(), spec.commandLine().getErr())) {
      return inversion.run(display);
    }
  }

  private void write(Outcome outcome, Path out) {
    ResultFile.write(out.resolve("result.json"), outcome);
    TraceFile.write(out.resolve("trace.csv"), outcome);
    if (outcome.setup().config().surrogate() != null) {
      SurrogateTraceFile.write(out.resolve("surrogate.csv"), outcome);
    }
    ReportPage.write(out.resolve("report.html"), outcome);
    if (!quiet) {
      summarise(outcome, out);
    }
    for (Result result : outcome.results()) {
      requireNoise(outcome, result);
    }
  }

  private void summarise(Outcome outcome, Path out) {
    PrintWriter writer = spec.commandLine().getOut();
    for (int i = 0; i < outcome.results().size(); i++) {
      Result result = outcome.results().get(i);
      writer.printf(
          "%s: %d steps in %.1f s, stopped by %s%n",
          result.method().word(),
          result.run().steps(),
          result.run().seconds(),
          Words.of(result.run().stopped()));
      printNumbers(writer, result.parameters(), outcome.truePopulation());
      printNumbers(writer, named("noise ", result.noise()), outcome.trueNoise());
      printNumbers(
          writer,
          named("population ", Population.estimated(outcome.setup(), result)),
          Population.truth(outcome.setup()));
      writer.printf("identifiability: %s%n", outcome.identified().get(i).sentence());
    }
    SurrogateSummary.sentences(outcome).forEach(writer::println);
    writer.printf("written to %s: open %s%n", out, out.resolve("report.html"));
    writer.flush();
  }

  private static List<Parameter> named(String prefix, List<Parameter> numbers) {
    return numbers.stream()
        .map(number -> new Parameter(prefix + number.name(), number.value()))
        .toList();
  }

  private static void printNumbers(PrintWriter writer, List<Parameter> numbers, double[] truth) {
    for (int i = 0; i < numbers.size(); i++) {
      writer.printf(
          "  %-20s %12.6g%s%n",
          numbers.get(i).name(),
          numbers.get(i).value(),
          truth == null ? "" : "   (truth %.6g)".formatted(truth[i]));
    }
  }

  /** With no noise left, the metric's weight is infinite and the other numbers mean nothing. */
  private static void requireNoise(Outcome outcome, Result result) {
    List<Group> groups = outcome.setup().problem().groups();
    for (int g = 0; g < groups.size(); g++) {
      double deviation = noiseStandardDeviation(groups.get(g), result.covariances().get(g));
      double spread = groups.get(g).pooledStandardDeviation();
      if (deviation < VANISHING * spread) {
        throw SluiceException.degenerate(
            "the noise vanished (standard deviation %.3g where the data's is %.3g); check that the data are noisy at all, or lower optimiser.learning_rate",
            deviation, spread);
      }
    }
  }

  /** Of the learned noise and the known one together. */
  private static double noiseStandardDeviation(Group group, double[] covariance) {
    int d = group.dimension();
    double[] known = group.known() == null ? null : group.known().meanCovariance();
    double trace = 0;
    for (int i = 0; i < d; i++) {
      trace += covariance[i * d + i] + (known == null ? 0 : known[i * d + i]);
    }
    return Math.sqrt(trace / d);
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(ConfigOptions.dataSetting(dataFile));
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

  private static String nameOf(Setup setup) {
    if (setup.config().name() != null && setup.config().name().matches("[\\w.-]*\\w[\\w.-]*")) {
      return setup.config().name();
    }
    String file = Path.of(setup.label()).getFileName().toString();
    return file.endsWith(".toml") ? file.substring(0, file.length() - 5) : file;
  }

  private void say(String sentence) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(sentence);
      err.flush();
    }
  }
}
