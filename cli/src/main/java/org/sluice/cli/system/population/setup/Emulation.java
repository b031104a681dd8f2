package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.SurrogateConfig;
import org.sluice.inversion.forward.RecordedSolver;
import org.sluice.inversion.forward.SolveStore;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.examine.Certificate;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.simulate.Nature;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.TrainedSurrogate;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** The map that one inversion goes through: the forward map itself, or a surrogate of it. */
public final class Emulation implements AutoCloseable {

  private final Setup setup;
  private final Problem problem;
  private final Solver solver;
  private final SolveStore store;
  private final ActiveLearning learning;
  private Certificate certificate;

  private Emulation(Setup setup, Backend backend, Path solves) {
    this.setup = setup;
    SurrogateConfig config = setup.config().surrogate();
    if (config == null) {
      problem = setup.problem();
      solver = null;
      store = null;
      learning = null;
      return;
    }
    Group group = setup.problem().group();
    Model model = setup.groups().getFirst().model();
    int q = model.forward().parameterDimension();
    int d = model.forward().observationDimension();
    Solver asked = Solver.of(model.forward());
    store =
        solves == null
            ? null
            : new SolveStore(solves, q, d, SolverDescriptions.of(setup.config(), setup.folder()));
    solver = store == null ? asked : new RecordedSolver(asked, store);
    ActiveLearning begun = null;
    try {
      begun =
          new ActiveLearning(
              model.measure(),
              solver,
              Networks.of(config, model.forward(), backend),
              config.toString(),
              config.learning(),
              setup.config().optimiser().steps(),
              setup.config().seed(),
              backend);
      if (config.pairs() != null) {
        importPairs(config.pairs(), begun);
      }
    } catch (IllegalArgumentException e) {
      close(begun, store);
      throw SluiceException.input(e, "%s: %s", setup.label(), e.getMessage());
    } catch (RuntimeException e) {
      close(begun, store);
      throw e;
    }
    learning = begun;
    problem = new Problem(model.measure(), List.of(group.through(learning)));
  }

  /**
   * The emulation that a setup asks for.
   *
   * @param solves the folder where solves are kept
   */
  public static Emulation of(Setup setup, Backend backend, Path solves) {
    return new Emulation(setup, backend, solves);
  }

  /** The same without keeping solves, for looking over a config. */
  public static Emulation unrecorded(Setup setup, Backend backend) {
    return new Emulation(setup, backend, null);
  }

  /**
   * The memory of a run, found out on a backend of its own. An inversion's buffers stay in their
   * backend's memory until that is closed, so the run's backend would hold them twice.
   *
   * @param backend the name of the run's backend
   * @param parallelism the run's threads
   */
  public static Footprint footprint(
      Setup setup, Method method, String backend, Parallelism parallelism) {
    try (Backend own = Backends.open(backend, parallelism).backend();
        Emulation emulation = unrecorded(setup, own)) {
      return Inversion.footprint(emulation.problem(), setup.settings(method), own, parallelism);
    }
  }

  /**
   * The surrogate as an inversion has left it.
   *
   * @param backends gives a new serial backend of the inversion's kind for each copy
   */
  public TrainedSurrogate trained(Supplier<Backend> backends) {
    return new TrainedSurrogate(
        learning, backend -> unrecorded(setup, backend).learning(), backends);
  }

  /**
   * The surrogate as a run left it in its checkpoint.
   *
   * @param settings of the run
   * @param checkpoint the run's folder of checkpoints
   * @throws org.sluice.inversion.checkpoint.CheckpointException if there is none, or it is damaged
   *     or of another run
   */
  public static TrainedSurrogate trained(Setup setup, Settings settings, Path checkpoint) {
    String name = setup.config().run().backend();
    Supplier<Backend> backends =
        () -> Backends.open(name, Parallelism.serial(), setup.work()).backend();
    try (Backend backend = backends.get();
        Emulation emulation = unrecorded(setup, backend)) {
      new Inversion(emulation.problem(), settings, setup.start(), backend, Parallelism.serial())
          .resumeFrom(checkpoint);
      return emulation.trained(backends);
    }
  }

  private void importPairs(SurrogateConfig.Pairs pairs, ActiveLearning learning) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix z =
          SampleFile.read(setup.folder().resolve(pairs.parameters()), arena, ElementType.F64);
      Matrix x =
          SampleFile.read(setup.folder().resolve(pairs.observations()), arena, ElementType.F64);
      learning.addPairs(z, x);
    }
  }

  /** The problem to invert. */
  public Problem problem() {
    return problem;
  }

  /** Nature as the model assumes it in a group of individuals, with the map that was inverted. */
  public Nature assumed(int group) {
    Group inverted = problem.groups().get(group);
    return new Nature(problem.measure(), inverted.forward(), inverted.noise());
  }

  /** Whether there is a surrogate. */
  public boolean isSurrogate() {
    return learning != null;
  }

  /** The surrogate; only if there is one. */
  public ActiveLearning learning() {
    return learning;
  }

  /** Compares the surrogate with the solver at an estimate, if there is one and that is asked. */
  public void certify(Result result, Backend backend) {
    if (learning != null && setup.config().surrogate().certificate() > 0) {
      certificate =
          Certificate.of(
              problem,
              solver,
              result.coordinates(),
              setup.config().seed(),
              setup.config().surrogate().certificate(),
              backend);
    }
  }

  /** The certificate that {@link #certify} made. */
  public Optional<Certificate> certificate() {
    return Optional.ofNullable(certificate);
  }

  /** Frees the surrogate and closes the files of solves; the forward map stays the model's. */
  @Override
  public void close() {
    close(learning, store);
  }

  /** Closes both, also where one throws; either may be null. */
  private static void close(ActiveLearning learning, SolveStore store) {
    try (store;
        learning) {
      // There is nothing else to do.
    }
  }
}
