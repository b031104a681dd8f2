package org.sluice.cli.system.population.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sluice.cli.file.Reading;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.GroupConfig;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.population.simulate.Truth;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * One group of individuals by its config.
 *
 * @param config the config of this group alone
 * @param model the families; those of the population are the same in all groups
 * @param truth the values that the data were drawn with, or null
 * @param group the group with its data
 * @param simulated the solves that simulated data took; none if these were read
 * @param firstRow of the data as they were read, or null
 * @param remarks sentences on how files were read
 */
public record GroupModel(
    Config config,
    Model model,
    Truth truth,
    Group group,
    SolveTally simulated,
    String firstRow,
    List<String> remarks) {

  /** A run keeps a copy of the data, and for each individual its influence on some numbers. */
  private static final double BYTES_OF_INDIVIDUAL = 44;

  /** The name of the only group, which no message tells. */
  private static final String ONLY = "data";

  /**
   * The groups of a config, their data read or simulated.
   *
   * @param folder the folder of the config's relative files
   * @param label of the config, for messages
   * @param session owns the data and the processes of forward maps
   * @throws IllegalArgumentException naming the group and the key
   */
  static List<GroupModel> of(Config config, Path folder, String label, Session session) {
    if (config.group().isEmpty()) {
      return List.of(of(config, ONLY, false, config.seed(), folder, label, session));
    }
    List<GroupModel> groups = new ArrayList<>();
    for (GroupConfig each : config.group()) {
      long seed = GroupSeed.of(config.seed(), groups.size());
      boolean own = each.noise() != null;
      try {
        groups.add(of(config.of(each), each.name(), own, seed, folder, label, session));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "group %s: %s".formatted(each.name(), e.getMessage()), e);
      }
    }
    return List.copyOf(groups);
  }

  private static GroupModel of(
      Config config,
      String name,
      boolean own,
      long seed,
      Path folder,
      String label,
      Session session) {
    if (config.data().file() == null) {
      Model model = session.open(Model.of(config, folder, 0));
      Truth truth = TruthSetup.of(config, model);
      int rows = config.data().simulate();
      List<String> remarks = new ArrayList<>();
      KnownNoise known = KnownNoiseSetup.of(config, model, folder, rows, seed, remarks::addAll);
      Simulation drawn =
          Simulation.ofTruth(model.nature(), truth, known, rows, seed, session.arena());
      Matrix data = drawn.observations();
      return of(config, name, own, model, truth, data, known, drawn.tally(), null, remarks);
    }
    Path file = folder.resolve(config.data().file());
    Model fixed =
        ForwardMaps.fitsAnyData(config.forward())
            ? null
            : session.open(Model.of(config, folder, 0));
    Reading reading =
        SampleFile.read(
            file,
            session.arena(),
            ElementType.F64,
            config.data().format(),
            config.data().columns(),
            fixed == null ? OptionalInt.empty() : OptionalInt.of(fixed.noise().dimension()));
    Matrix data = reading.matrix();
    double kept = data.columns() * Double.BYTES + BYTES_OF_INDIVIDUAL;
    new MemoryNeed("the number of rows of " + file, data.rows(), 0, kept * data.rows()).require();
    Model model =
        fixed == null
            ? session.open(Model.of(config, folder, Math.toIntExact(data.columns())))
            : fixed;
    Truth truth = TruthSetup.isKnown(config) ? TruthSetup.of(config, model) : null;
    if (data.columns() != model.noise().dimension()) {
      throw SluiceException.input(
          "%s has %d columns, but the forward map of %s gives %d observations%s",
          file,
          data.columns(),
          label,
          model.noise().dimension(),
          reading.doubts().isEmpty() ? "" : "; " + reading.doubts().getFirst());
    }
    List<String> remarks = new ArrayList<>(reading.remarks());
    KnownNoise known =
        KnownNoiseSetup.of(config, model, folder, data.rows(), seed, remarks::addAll);
    return of(
        config, name, own, model, truth, data, known, SolveTally.NONE, reading.firstRow(), remarks);
  }

  /** The families of a config of one group, with other data, of which no truth is known. */
  static GroupModel of(Config config, Path folder, Matrix data, Session session) {
    Model model = session.open(Model.of(config, folder, Math.toIntExact(data.columns())));
    List<String> remarks = new ArrayList<>();
    KnownNoise known =
        KnownNoiseSetup.of(config, model, folder, data.rows(), config.seed(), remarks::addAll);
    return of(config, ONLY, false, model, null, data, known, SolveTally.NONE, null, remarks);
  }

  private static GroupModel of(
      Config config,
      String name,
      boolean own,
      Model model,
      Truth truth,
      Matrix data,
      KnownNoise known,
      SolveTally simulated,
      String firstRow,
      List<String> remarks) {
    Group group = new Group(name, model.forward(), model.noise(), own, data, known);
    return new GroupModel(config, model, truth, group, simulated, firstRow, List.copyOf(remarks));
  }

  /** The same with the truth that estimates are to be compared with; see {@link Setup}. */
  GroupModel comparable() {
    return new GroupModel(
        config,
        model,
        TruthSetup.recoverable(truth, config, model),
        group,
        simulated,
        firstRow,
        remarks);
  }

  /** The same with other individuals. */
  GroupModel with(Group other) {
    return new GroupModel(config, model, truth, other, simulated, firstRow, remarks);
  }
}
