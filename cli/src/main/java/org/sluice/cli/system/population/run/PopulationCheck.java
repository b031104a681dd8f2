package org.sluice.cli.system.population.run;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.GroupModel;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.cli.system.population.setup.StatedMemory;
import org.sluice.inversion.population.examine.DataDiagnosis;
import org.sluice.inversion.population.examine.GradientCheck;
import org.sluice.inversion.population.examine.Identifiability;
import org.sluice.inversion.population.examine.Individuals;
import org.sluice.inversion.population.newton.Curvature;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.uncertainty.Simulator;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/** {@code sluice check} of a population: its gradients, its noise and its memory. */
public final class PopulationCheck {

  private static final double TOLERANCE = 1e-6;
  private static final long CURVATURE_DATA = 2000;

  private static final int TRIED = 3;

  private final boolean solve;
  private final Console console;

  /**
   * A check that writes to a console.
   *
   * @param solve whether to ask forward maps that are programs for a few systems
   */
  public PopulationCheck(boolean solve, Console console) {
    this.solve = solve;
    this.console = console;
  }

  /**
   * Looks over a config and its data.
   *
   * @return {@link ExitCode#BACKEND} if a gradient does not agree with differences
   * @throws SluiceException naming the part that cannot be used
   */
  public ExitCode check(WrittenConfig config) {
    ConfigSource source = config.source();
    try (Session session = new Session()) {
      ConfigReader.Read<Config> read = Config.read(config);
      Setup.requirePrograms(source, read.config());
      Setup setup = Setup.of(source, read, session);
      // The check uses the backend that a run of this config would use.
      session.start(setup.config().run().backend(), setup.config().run().threads(), setup.work());
      return check(setup, session.open(Emulation.unrecorded(setup, session.backend())), session);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  private ExitCode check(Setup asked, Emulation emulation, Session session) {
    Setup setup = asked.with(emulation.problem());
    PrintWriter out = console.out();
    Backend backend = session.backend();
    Parallelism parallelism = session.parallelism();
    Settings settings = setup.settings(setup.config().loss().methods().getFirst());
    out.printf("config     %s: valid%n", setup.label());
    for (Group group : setup.problem().groups()) {
      out.printf(
          "data       %s%s, all finite, pooled standard deviation %.4g%n",
          setup.problem().groups().size() == 1 ? "" : "group " + group.name() + ": ",
          group.data().shape(),
          group.pooledStandardDeviation());
    }
    for (GroupModel each : setup.groups()) {
      if (each.firstRow() != null) {
        out.printf("data       first row as read: %s%n", each.firstRow());
      }
    }
    setup.remarks().forEach(remark -> out.printf("data       %s%n", remark));
    Individuals.warning(setup.problem())
        .ifPresent(sentence -> out.printf("data       warning: %s%n", sentence));
    DataDiagnosis.of(setup.problem())
        .forEach(sentence -> out.printf("data       warning: %s%n", sentence));
    out.printf("backend    %s%n", session.explanation());
    out.printf("memory     %s%n", StatedMemory.of(asked, settings.method(), session));
    if (solve) {
      trySolvers(asked, out);
    }
    boolean sound = checkGradients(setup, backend, parallelism, out);
    // An untrained network is nonlinear even where the true map is linear, so this check would mean
    // nothing.
    if (!(asked.config().forward() instanceof ForwardConfig.Process)) {
      checkNoise(asked, out);
    }
    if (emulation.isSurrogate()) {
      out.printf(
          "curvature  not examined, since the surrogate is not trained yet; 'run' names what the data do not determine, at its end%n");
    } else {
      checkCurvature(setup, settings, backend, parallelism, out);
    }
    out.flush();
    return sound ? ExitCode.DONE : ExitCode.BACKEND;
  }

  /** Asks for systems of the population from which the run starts. */
  private static void trySolvers(Setup setup, PrintWriter out) {
    Simulator simulator = Simulator.of(setup.problem());
    for (int g = 0; g < setup.groups().size(); g++) {
      if (setup.groups().get(g).config().forward() instanceof ForwardConfig.Process) {
        long begin = System.nanoTime();
        try (Arena arena = Arena.ofShared()) {
          simulator.draw(setup.startCoordinates(), g, TRIED, setup.config().seed(), arena);
        }
        out.printf(
            "solver     solved %d systems in %.2g s%n", TRIED, (System.nanoTime() - begin) / 1e9);
      }
    }
    setup.mapRemarks().forEach(remark -> out.printf("solver     warning: %s%n", remark));
  }

  private static void checkNoise(Setup setup, PrintWriter out) {
    String warning =
        Identifiability.warning(setup.problem(), setup.start())
            .map(sentence -> "warning: " + sentence)
            .orElse("the noise can be told from the signal, as far as is known");
    out.printf("noise      %s%n", warning);
  }

  /** On data that the model at the start would give: before a run, the optimum is not known. */
  private static void checkCurvature(
      Setup setup, Settings settings, Backend backend, Parallelism parallelism, PrintWriter out) {
    Problem problem = setup.problem();
    double[] start = setup.startCoordinates();
    Optional<String> omission = Curvature.omission(start.length);
    if (omission.isPresent()) {
      out.printf("curvature  %s%n", omission.get());
      return;
    }
    try (Arena arena = Arena.ofShared()) {
      List<Group> groups = new ArrayList<>();
      for (Group group : problem.groups()) {
        int g = groups.size();
        long rows = Math.max(2, Math.round(CURVATURE_DATA * problem.share(group)));
        long seed = GroupSeed.of(setup.config().seed(), g);
        groups.add(group.with(Simulator.of(setup.problem()).draw(start, g, rows, seed, arena)));
      }
      Problem simulated = new Problem(problem.measure(), groups);
      Curvature curvature = Curvature.of(simulated, settings, start, backend, parallelism);
      out.printf("curvature  least determined at the start: %s%n", curvature.flattest());
      curvature.warnings().forEach(sentence -> out.printf("curvature  warning: %s%n", sentence));
    }
  }

  private static boolean checkGradients(
      Setup setup, Backend backend, Parallelism parallelism, PrintWriter out) {
    boolean sound = true;
    for (Method method : methods(setup)) {
      GradientCheck worst =
          GradientCheck.of(
                  setup.problem(), setup.settings(method), setup.start(), backend, parallelism)
              .stream()
              .max(Comparator.comparingDouble(GradientCheck::relativeError))
              .orElseThrow();
      boolean good = worst.relativeError() <= TOLERANCE;
      sound &= good;
      out.printf(
          "gradient   %s: %s; the largest relative difference is %.1e, in %s%n",
          method.word(),
          good ? "agrees with central differences" : "DOES NOT AGREE with central differences",
          worst.relativeError(),
          worst.name());
    }
    return sound;
  }

  /** The config's own and the presets. */
  private static Set<Method> methods(Setup setup) {
    Set<Method> methods = new LinkedHashSet<>(setup.config().loss().methods());
    methods.addAll(List.of(Method.SLUICE, Method.PAPER_CUT, Method.PAPER_STANDARD));
    return methods;
  }
}
