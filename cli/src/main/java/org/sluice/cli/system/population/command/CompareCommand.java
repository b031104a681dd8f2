package org.sluice.cli.system.population.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sluice.cli.config.ConfigOptions;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.DataOptions;
import org.sluice.cli.config.Setting;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.discrepancy.HeldOutLoss;
import org.sluice.inversion.discrepancy.HeldOutScore;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.simulate.HoldOut;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Fits several models to a part of the data and compares them by the rest: prints the squared"
            + " sliced Wasserstein distance to the data that were held out, without the floor of"
            + " finite samples, so that the right model has 0 on average. The truth lies within two of"
            + " the errors beside it in 95 %% of cases. Refuses a model whose fit has not arrived.",
    footer = {
      "",
      "Examples:",
      "  sluice compare replicates --data people.csv --try population.type=gaussian \\",
      "      --try population.type=sinh-arcsinh --try \"population.type=mixture noise.law=student\""
    })
public final class CompareCommand implements Callable<Integer> {

  private static final int SLICES = 200;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configOptions;
  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--try",
      paramLabel = "SETTINGS",
      description =
          "A model to compare, as KEY=VALUE settings of the config with spaces between them; may be"
              + " repeated. The config as it is if none is given.")
  private List<String> trials = List.of("");

  @Option(
      names = "--hold-out",
      paramLabel = "FRACTION",
      defaultValue = "0.2",
      description = "Part of the observations to judge by; ${DEFAULT-VALUE} by default.")
  private double fraction;

  @Option(
      names = "--anyway",
      description = "Compare models although their fits have not arrived; the table says which.")
  private boolean anyway;

  /** A fitted model, its score and whether the fit has arrived; null if that was not examined. */
  private record Candidate(String name, HeldOutScore score, Arrival arrival) {

    boolean moves() {
      return arrival != null && arrival.verdict() == Verdict.MOVING;
    }

    String verdict() {
      return arrival == null ? "not examined" : arrival.verdict().word();
    }
  }

  @Override
  public Integer call() {
    if (!(fraction > 0 && fraction < 1)) {
      throw SluiceException.input(
          "--hold-out must be more than 0 and less than 1, not " + fraction);
    }
    ConfigSource source = configOptions.source();
    try (Session session = new Session()) {
      Setup base =
          Setup.of(
              source, Config.read(configOptions.written(source, dataOptions.settings())), session);
      base.config().requireOneGroup("'sluice compare'");
      base.remarks().forEach(spec.commandLine().getErr()::println);
      Matrix observations = base.problem().group().data();
      HoldOut data =
          HoldOut.of(Math.toIntExact(observations.rows()), fraction, base.config().seed());
      List<Setup> setups = new ArrayList<>();
      for (String trial : trials) {
        setups.add(
            Setup.of(
                source,
                Config.read(configOptions.written(source, settings(trial))),
                observations,
                session));
      }
      session.start(base.config().run().backend(), base.config().run().threads(), base.work());
      List<Candidate> candidates = candidates(setups, data, session);
      Stream.concat(Stream.of(base), setups.stream())
          .flatMap(setup -> setup.mapRemarks().stream())
          .distinct()
          .forEach(remark -> spec.commandLine().getErr().println("warning: " + remark));
      print(data, candidates);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
    return 0;
  }

  private List<Setting> settings(String trial) {
    List<Setting> settings = new ArrayList<>(dataOptions.settings());
    for (String setting : trial.strip().split("\\s+")) {
      if (!setting.isEmpty()) {
        settings.add(Setting.parse("--try", setting));
      }
    }
    return settings;
  }

  private List<Candidate> candidates(List<Setup> setups, HoldOut data, Session session) {
    Setup first = setups.getFirst();
    long seed = first.config().seed();
    Group all = first.problem().group();
    HeldOutLoss loss =
        new HeldOutLoss(
            all.of(data.heldOut(), session.arena()).data(),
            all.of(data.training(), session.arena()).data(),
            SLICES,
            seed,
            session.parallelism());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < setups.size(); i++) {
      Setup setup = setups.get(i).of(data.training(), session.arena());
      try (Arena arena = Arena.ofShared();
          Emulation emulation = Emulation.unrecorded(setup, session.backend())) {
        Result result =
            new Inversion(
                    emulation.problem(),
                    setup.settings(setup.config().loss().methods().getFirst()),
                    setup.start(),
                    session.backend(),
                    session.parallelism())
                .run(Progress.silent());
        String name = trials.get(i).isBlank() ? setup.label() : trials.get(i).strip();
        // One seed for all models, so that they differ by their laws and not by their draws.
        Matrix samples =
            Simulation.draw(
                    emulation.assumed(0),
                    values(result.parameters()),
                    values(result.noise()),
                    setups.get(i).problem().group().of(data.heldOut(), arena).known(),
                    loss.samples(),
                    RandomStream.HELD_OUT_SAMPLES.seed(seed, 0),
                    arena)
                .observations();
        Candidate candidate = new Candidate(name, loss.of(samples), result.arrival());
        if (candidate.moves() && !anyway) {
          throw SluiceException.input(
              "model '%s': %s; or give --anyway", name, result.arrival().warning().orElseThrow());
        }
        candidates.add(candidate);
      }
    }
    return candidates;
  }

  private void print(HoldOut data, List<Candidate> candidates) {
    List<Candidate> ranked = new ArrayList<>(candidates);
    ranked.sort(Comparator.comparingDouble(candidate -> candidate.score().squared()));
    HeldOutScore best = ranked.getFirst().score();
    int width =
        Math.max(
            "model".length(), ranked.stream().mapToInt(c -> c.name().length()).max().orElse(0));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "fitted to %d observations, judged by %d%n", data.training().length, data.heldOut().length);
    out.printf(
        "%-" + width + "s  %12s %9s  %12s %9s  %s%n",
        "model",
        "held-out SW²",
        "±",
        "more by",
        "±",
        "verdict");
    for (Candidate candidate : ranked) {
      out.printf(
          "%-" + width + "s  %12.6f %9.6f",
          candidate.name(),
          candidate.score().squared(),
          candidate.score().standardError());
      if (candidate.score() == best) {
        out.printf("  %12s %9s", "", "");
      } else {
        out.printf(
            "  %12.6f %9.6f",
            candidate.score().excessOver(best), candidate.score().standardErrorOfExcess(best));
      }
      out.printf("  %s%n", candidate.verdict());
    }
    out.flush();
  }

  private static double[] values(List<Parameter> numbers) {
    return numbers.stream().mapToDouble(Parameter::value).toArray();
  }
}
