package org.sluice.cli.system.population.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.FolderLock;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Interruption;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.RunOptions;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.report.Identified;
import org.sluice.cli.system.population.report.Outcome;
import org.sluice.cli.system.population.report.Population;
import org.sluice.cli.system.population.report.RunFolder;
import org.sluice.cli.system.population.report.SurrogateSummary;
import org.sluice.cli.system.population.report.Words;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.cli.system.population.setup.StatedMemory;
import org.sluice.inversion.checkpoint.CheckpointFile;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.Stopped;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.step.NoiseWeight;
import org.sluice.kernels.Backend;

/** {@code sluice run} of a population: one inversion for each method, and their results. */
public final class PopulationRun {

  private static final double VANISHING = 1e-4;

  private final RunOptions options;
  private final Console console;

  /** A run with these options. */
  public PopulationRun(RunOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Recovers the population and the noise of a config.
   *
   * @return {@link ExitCode#NOT_ARRIVED} if an inversion still moves at its end
   * @throws SluiceException naming the part that cannot be used, or saying that the noise vanished
   */
  public ExitCode run(WrittenConfig config) {
    ConfigSource source = config.source();
    try (Session session = new Session()) {
      Setup setup = Setup.of(source, Config.read(config), session);
      session.start(backend(setup), setup.config().run().threads(), setup.work());
      session.open(FolderLock.of(options.folder()));
      say(session.explanation());
      setup.remarks().forEach(this::say);
      return run(setup, session, session.interruption());
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  /** The backend's name; a run that continues keeps its own, unless another is asked for. */
  private String backend(Setup setup) {
    String asked = setup.config().run().backend();
    if (!options.resume() || !asked.equals("auto")) {
      return asked;
    }
    Method first = setup.config().loss().methods().getFirst();
    return new CheckpointFile(checkpoint(setup, first)).trait("backend").orElse(asked);
  }

  /** The folder of a method's checkpoints. */
  private Path checkpoint(Setup setup, Method method) {
    Path folder = options.folder().resolve("checkpoint");
    boolean several = setup.config().loss().methods().size() > 1;
    return several ? folder.resolve(method.word()) : folder;
  }

  private ExitCode run(Setup setup, Session session, Interruption interruption) {
    Path out = options.folder();
    Backend backend = session.backend();
    List<Method> methods = setup.config().loss().methods();
    List<Emulation> emulations = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    List<Identified> identified = new ArrayList<>();
    if (!options.quiet()) {
      say(StatedMemory.of(setup, methods.getFirst(), session).sentence());
    }
    for (Method method : methods) {
      Emulation emulation = session.open(Emulation.of(setup, backend, out.resolve("solves")));
      emulations.add(emulation);
      Inversion inversion =
          new Inversion(
              emulation.problem(),
              setup.settings(method),
              setup.start(),
              backend,
              session.parallelism());
      Path checkpoint = checkpoint(setup, method);
      boolean begun = new CheckpointFile(checkpoint).exists();
      if (options.resume() && begun) {
        inversion.resumeFrom(checkpoint);
      } else {
        inversion.checkpointInto(checkpoint);
      }
      if (options.resume() && !begun) {
        say(
            "there is no checkpoint in %s yet, so the run starts from the beginning"
                .formatted(checkpoint));
      }
      interruption.watch(inversion::requestStop);
      Result result = invert(inversion, method);
      if (result.run().stopped() == Stopped.INTERRUPTED || interruption.requested()) {
        say(
            "interrupted after step %d; the same command with --resume continues"
                .formatted(result.run().steps()));
        return ExitCode.DONE;
      }
      emulation.certify(result, backend);
      Identified examined = Identified.of(result);
      identified.add(examined);
      List<String> warnings =
          new ArrayList<>(emulation.certificate().map(Certificate::warnings).orElse(List.of()));
      warnings.addAll(examined.warnings());
      warnings.addAll(setup.mapRemarks());
      warnings.forEach(warning -> say("warning: " + warning));
      results.add(result.withWarnings(warnings));
    }
    write(
        new Outcome(
            setup.comparable(),
            backend.name(),
            List.copyOf(results),
            List.copyOf(emulations),
            List.copyOf(identified)),
        out);
    List<Result> moving =
        results.stream()
            .filter(result -> result.arrival() != null)
            .filter(result -> result.arrival().verdict() == Verdict.MOVING)
            .toList();
    if (options.quiet()) {
      // Silence would mean that all runs have arrived.
      results.stream()
          .map(Result::arrival)
          .filter(Objects::nonNull)
          .forEach(arrival -> arrival.warning().ifPresent(this::complain));
    }
    return moving.isEmpty() ? ExitCode.DONE : ExitCode.NOT_ARRIVED;
  }

  private Result invert(Inversion inversion, Method method) {
    try (ProgressDisplay display =
        ProgressDisplay.of(options.quiet(), method.word(), console.err())) {
      return inversion.run(display);
    }
  }

  private void write(Outcome outcome, Path out) {
    RunFolder.write(out, outcome);
    if (!options.quiet()) {
      summarise(outcome, out);
    }
    for (Result result : outcome.results()) {
      requireNoise(outcome, result);
    }
  }

  private void summarise(Outcome outcome, Path out) {
    PrintWriter writer = console.out();
    for (int i = 0; i < outcome.results().size(); i++) {
      Result result = outcome.results().get(i);
      writer.printf(
          "%s: %d steps in %.1f s, stopped by %s%n",
          result.method().word(),
          result.run().steps(),
          result.run().seconds(),
          Words.of(result.run().stopped()));
      writer.println(Words.verdict(result.arrival()));
      double[] errors = outcome.standardErrors(i);
      int split = result.parameters().size();
      printNumbers(writer, result.parameters(), errors, 0, outcome.truePopulation());
      printNumbers(writer, named("noise ", result.noise()), errors, split, outcome.trueNoise());
      printNumbers(
          writer,
          named("population ", Population.estimated(outcome.setup(), result)),
          null,
          0,
          Population.truth(outcome.setup()));
      writer.printf("identifiability: %s%n", outcome.identified().get(i).sentence());
    }
    if (outcome.results().stream().anyMatch(result -> result.arrival() != null)) {
      writer.println("± standard errors to first order; 'sluice bootstrap' gives intervals");
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

  /**
   * Prints numbers.
   *
   * @param errors the first-order standard errors, from index {@code first} on; or null
   */
  private static void printNumbers(
      PrintWriter writer, List<Parameter> numbers, double[] errors, int first, double[] truth) {
    for (int i = 0; i < numbers.size(); i++) {
      double error = errors == null ? Double.NaN : errors[first + i];
      writer.printf(
          "  %-20s %12s%s%s%n",
          numbers.get(i).name(),
          Words.number(numbers.get(i).value(), error, 6),
          errors == null ? "" : Double.isNaN(error) ? " ".repeat(11) : " ± %-8.2g".formatted(error),
          truth == null ? "" : "   (truth %s)".formatted(Words.number(truth[i], error, 6)));
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
    double[] deviations =
        new NoiseWeight(group.known(), group.dimension()).standardDeviations(covariance);
    double squares = Arrays.stream(deviations).map(deviation -> deviation * deviation).sum();
    return Math.sqrt(squares / deviations.length);
  }

  private void complain(String sentence) {
    PrintWriter err = console.err();
    err.println("warning: " + sentence);
    err.flush();
  }

  private void say(String sentence) {
    if (!options.quiet()) {
      PrintWriter err = console.err();
      err.println(sentence);
      err.flush();
    }
  }
}
