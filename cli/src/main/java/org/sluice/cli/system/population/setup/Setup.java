package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Execution;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.simulate.Truth;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.surrogate.TrainedSurrogate;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Work;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a run needs.
 *
 * @param label the config's file or the example's name
 * @param folder the folder of the config's relative files
 * @param config the config
 * @param tree the config as written, with the command line's settings
 * @param groups the groups of individuals, mostly one
 * @param truth of the population and of the noise of all groups, or null
 * @param problem the families with the data
 * @param start the inversion's start
 * @param settings of the inversion, all but the method
 */
public record Setup(
    String label,
    Path folder,
    Config config,
    ObjectNode tree,
    List<GroupModel> groups,
    Truth truth,
    Problem problem,
    Start start,
    Settings settings) {

  /**
   * Reads or simulates the data and puts all together.
   *
   * @param session owns the data and the processes of forward maps
   * @throws SluiceException naming the config and the key, or the data's row and column
   */
  public static Setup of(ConfigSource source, ConfigReader.Read<Config> read, Session session) {
    Config config = read.config();
    try {
      if (config.isSimulated()) {
        MemorySurvey.of(source, read, new Matrix[Math.max(1, config.group().size())]).requireRoom();
      }
      Setup setup = of(source, config, read.tree(), session);
      if (!config.isSimulated()) {
        Matrix[] data =
            setup.groups.stream().map(each -> each.group().data()).toArray(Matrix[]::new);
        MemorySurvey.of(source, read, data).requireRoom();
      }
      return setup;
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  private static Setup of(ConfigSource source, Config config, ObjectNode tree, Session session) {
    List<GroupModel> groups = GroupModel.of(config, source.folder(), source.label(), session);
    return assembled(source.label(), source.folder(), config, tree, groups);
  }

  /**
   * Puts the families of a config of one group together with other data, of which no truth is
   * known.
   *
   * @param data observations, a host matrix of type {@code F64}
   * @param session owns the processes of the forward map
   * @throws SluiceException naming the config and the key
   */
  public static Setup of(
      ConfigSource source, ConfigReader.Read<Config> read, Matrix data, Session session) {
    try {
      Config config = read.config();
      List<GroupModel> groups = List.of(GroupModel.of(config, source.folder(), data, session));
      return assembled(source.label(), source.folder(), config, read.tree(), groups);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  private static Setup assembled(
      String label, Path folder, Config config, ObjectNode tree, List<GroupModel> groups) {
    for (GroupModel each : groups) {
      if (!(each.model().forward() instanceof DifferentiableMap) && config.surrogate() == null) {
        throw new IllegalArgumentException(
            config.group().isEmpty()
                ? "the forward map has no derivatives; add a table [surrogate] to invert it"
                : "the forward map of group %s has no derivatives, and only a surrogate, which takes one group, can stand in for it"
                    .formatted(each.group().name()));
      }
    }
    Problem problem =
        new Problem(
            groups.getFirst().model().measure(), groups.stream().map(GroupModel::group).toList());
    Start start = StartSetup.of(config, groups, problem);
    return new Setup(
        label,
        folder,
        config,
        tree,
        groups,
        truth(groups, problem),
        problem,
        start,
        settings(config, folder, problem, start));
  }

  private static Settings settings(Config config, Path folder, Problem problem, Start start) {
    return Settings.defaults()
        .with(
            SamplingSetup.of(config.loss(), folder, problem.largestDimension()),
            RegularisationSetup.of(config.regulariser(), problem.measure(), start),
            config.optimiser(),
            config.stop(),
            Execution.defaults()
                .withPrecision(config.run().elementType())
                .withSeed(config.seed())
                .withCheckpointSeconds(config.run().checkpointSeconds()));
  }

  /** Of all groups, or null if it is not known of one. */
  private static Truth truth(List<GroupModel> groups, Problem problem) {
    if (groups.stream().anyMatch(each -> each.truth() == null)) {
      return null;
    }
    double[] noise = new double[problem.noise().coordinateCount()];
    for (int g = 0; g < groups.size(); g++) {
      problem.noise().put(g, groups.get(g).truth().noise(), noise);
    }
    Truth first = groups.getFirst().truth();
    return new Truth(first.population(), noise, first.natureNoise());
  }

  /**
   * The same with chosen individuals of its only group.
   *
   * @param individuals from 0
   * @param arena owns their data
   */
  public Setup of(int[] individuals, Arena arena) {
    GroupModel only = groups.getFirst();
    List<GroupModel> chosen = List.of(only.with(only.group().of(individuals, arena)));
    return assembled(label, folder, config, tree, chosen);
  }

  /** The same with a trained surrogate in place of the forward map of its only group. */
  public Setup through(TrainedSurrogate surrogate) {
    return with(new Problem(problem.measure(), List.of(problem.group().through(surrogate))));
  }

  /** The same with another problem, on the same data. */
  public Setup with(Problem other) {
    return new Setup(label, folder, config, tree, groups, truth, other, start, settings);
  }

  /**
   * The same with the truth that estimates are to be compared with, which for chaotic systems takes
   * many runs to tell.
   *
   * @throws SluiceException if the noise model has no member for the recoverable noise
   */
  public Setup comparable() {
    if (truth == null) {
      return this;
    }
    try {
      List<GroupModel> comparable = groups.stream().map(GroupModel::comparable).toList();
      Truth recoverable = truth(comparable, problem);
      return new Setup(
          label, folder, config, tree, comparable, recoverable, problem, start, settings);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", label, e.getMessage());
    }
  }

  /** The inversion's settings with one of the methods. */
  public Settings settings(Method method) {
    return settings.with(method);
  }

  /** Sentences on how the data's files were read, for the user. */
  public List<String> remarks() {
    return groups.stream().flatMap(each -> each.remarks().stream()).toList();
  }

  /** Sentences on how the forward maps were evaluated so far, for the user. */
  public List<String> mapRemarks() {
    return groups.stream().flatMap(each -> each.model().forward().remarks().stream()).toList();
  }

  /** The inversion's start: the population's coordinates and then the noise's. */
  public double[] startCoordinates() {
    return Coordinates.of(
        problem,
        problem.measure().physical(start.measure()),
        problem.noise().physical(start.noise()));
  }

  /**
   * Looks for the programs of forward maps that have some, without running them.
   *
   * @throws SluiceException naming the file that is missing
   */
  public static void requirePrograms(ConfigSource source, Config config) {
    List<ForwardConfig> maps =
        config.group().isEmpty()
            ? List.of(config.forward())
            : config.group().stream().map(group -> config.of(group).forward()).toList();
    try {
      for (ForwardConfig map : maps) {
        if (map instanceof ForwardConfig.Process process) {
          SolverProgram.requireFiles(process, source.folder());
        }
      }
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  /**
   * The work of one run within its budget of steps, with as many slices as the first; both
   * gradients are two runs.
   */
  public Work work() {
    Settings settings = settings(config.loss().methods().getFirst());
    StepSizes sizes = new StepSizes(problem, settings);
    int slices = sizes.firstSlices();
    double pointSlices = 0;
    for (Group group : problem.groups()) {
      pointSlices += Work.of(sizes.shape(group, slices), config.optimiser().steps()).pointSlices();
    }
    return new Work(pointSlices);
  }
}
