package org.sluice.cli.setup;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.Config;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.ForwardConfig;
import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.config.RegulariserConfig;
import org.sluice.cli.file.SampleFile;
import org.sluice.inversion.Method;
import org.sluice.inversion.Problem;
import org.sluice.inversion.Regularisation;
import org.sluice.inversion.Sampling;
import org.sluice.inversion.Settings;
import org.sluice.inversion.Start;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.uncertainty.Coordinates;
import org.sluice.inversion.uncertainty.Simulator;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Work;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a run needs.
 *
 * @param label the config's file or the example's name
 * @param folder where the config's relative files start
 * @param config the config
 * @param tree the config as written, with the command line's settings
 * @param model the families
 * @param truth what the data were drawn from, or null
 * @param problem the model with its data
 * @param sampling what a step draws
 * @param start where the inversion starts
 */
public record Setup(
    String label,
    Path folder,
    Config config,
    ObjectNode tree,
    Model model,
    Truth truth,
    Problem problem,
    Sampling sampling,
    Start start) {

  /**
   * Reads or simulates the data and puts all together.
   *
   * @param arena owns the data; open to all threads
   * @throws SluiceException naming the config and the key, or the data's row and column
   */
  public static Setup of(ConfigSource source, ConfigReader.Read read, Arena arena) {
    Config config = read.config();
    try {
      return of(source, config, read.tree(), arena);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  private static Setup of(ConfigSource source, Config config, ObjectNode tree, Arena arena) {
    Matrix data;
    Model model;
    Truth truth;
    if (config.data().file() == null) {
      model = Model.of(config, source.folder(), 0);
      truth = Truth.of(config, model);
      data =
          Simulation.ofTruth(model, truth, config.data().simulate(), config.seed(), arena)
              .observations();
    } else {
      Path file = source.folder().resolve(config.data().file());
      data = SampleFile.read(file, arena, ElementType.F64, config.data().columns());
      model = Model.of(config, source.folder(), Math.toIntExact(data.columns()));
      truth = Truth.isKnown(config) ? Truth.of(config, model) : null;
      if (data.columns() != model.noise().dimension()) {
        throw SluiceException.input(
            "%s has %d columns, but the forward map of %s gives %d observations",
            file, data.columns(), source.label(), model.noise().dimension());
      }
    }
    return assembled(source, config, tree, model, truth, data);
  }

  /**
   * Puts the families of a config together with other data, of which no truth is known.
   *
   * @param data observations, a host matrix of type {@code F64}
   * @throws SluiceException naming the config and the key
   */
  public static Setup of(ConfigSource source, ConfigReader.Read read, Matrix data) {
    try {
      Config config = read.config();
      Model model = Model.of(config, source.folder(), Math.toIntExact(data.columns()));
      return assembled(source, config, read.tree(), model, null, data);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), e.getMessage());
    }
  }

  private static Setup assembled(
      ConfigSource source, Config config, ObjectNode tree, Model model, Truth truth, Matrix data) {
    if (!(model.forward() instanceof DifferentiableMap) && config.surrogate() == null) {
      throw new IllegalArgumentException(
          "the forward map has no derivatives; add a table [surrogate] to invert it");
    }
    Problem problem = new Problem(model.measure(), model.forward(), model.noise(), data);
    Sampling sampling = SamplingSetup.of(config.loss(), source.folder(), model.noise().dimension());
    return new Setup(
        source.label(),
        source.folder(),
        config,
        tree,
        model,
        truth,
        problem,
        sampling,
        start(config, problem));
  }

  /** The same with another problem, on the same data. */
  public Setup with(Problem other) {
    return new Setup(label, folder, config, tree, model, truth, other, sampling, start);
  }

  /**
   * The same with the truth that estimates are to be compared with, which for chaotic systems takes
   * many runs to tell.
   *
   * @throws SluiceException if the noise model cannot hold what is recoverable
   */
  public Setup comparable() {
    if (truth == null) {
      return this;
    }
    try {
      return new Setup(
          label,
          folder,
          config,
          tree,
          model,
          truth.recoverable(config, model),
          problem,
          sampling,
          start);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", label, e.getMessage());
    }
  }

  /** The inversion's settings with one of the methods. */
  public Settings settings(Method method) {
    return Settings.defaults()
        .withMethod(method)
        .withSampling(sampling)
        .withOptimisation(config.optimiser().optimisation())
        .withRegularisation(regularisation())
        .withStop(config.stop().rules())
        .withPrecision(config.run().elementType())
        .withSeed(config.seed());
  }

  /** Where the inversion starts, the population's coordinates and then the noise's. */
  public double[] startCoordinates() {
    return Coordinates.of(
        problem,
        problem.measure().physical(start.measure()),
        problem.noise().physical(start.noise()));
  }

  /** Draws observations from the families of the inversion. */
  public Simulator simulator() {
    return (coordinates, rows, seed, arena) -> {
      double[] physical = Coordinates.physical(problem, coordinates);
      int split = problem.measure().coordinateCount();
      return Simulation.draw(
              model.assumed(),
              Arrays.copyOf(physical, split),
              Arrays.copyOfRange(physical, split, physical.length),
              rows,
              seed,
              arena)
          .observations();
    };
  }

  /**
   * What one run evaluates within its budget of steps, with as many slices as the first; both
   * gradients are two runs.
   */
  public Work work() {
    Settings settings = settings(config.loss().methods().getFirst());
    return Work.of(
        settings.shape(problem, settings.firstSlices(problem)), config.optimiser().steps());
  }

  private static Start start(Config config, Problem problem) {
    double[] measure =
        NamedNumbers.complete(
            "population.start",
            config.population().start() == null ? Map.of() : config.population().start(),
            problem.measure().names(),
            plausible(config, problem));
    if (config.noise().start() == null) {
      return Start.of(problem, measure);
    }
    return Start.of(
        problem,
        measure,
        NamedNumbers.complete("noise.start", config.noise().start(), problem.noise().names()));
  }

  /** Where the population may start unless told otherwise; NaN where nobody knows. */
  private static double[] plausible(Config config, Problem problem) {
    double[] mean = new double[problem.measure().dimension()];
    double[] sd = mean.clone();
    // Only of replicates are the data, noise apart, the parameter itself.
    boolean replicates = config.forward() instanceof ForwardConfig.Replicates;
    Arrays.fill(mean, replicates ? mean(problem.data()) : Double.NaN);
    Arrays.fill(sd, replicates ? problem.pooledStandardDeviation() : Double.NaN);
    return problem.measure().physicalNear(mean, sd);
  }

  private Regularisation regularisation() {
    RegulariserConfig regulariser = config.regulariser();
    if (regulariser.prior() == null) {
      return new Regularisation(regulariser.condition(), null);
    }
    List<String> names = model.measure().names();
    double[] centre =
        NamedNumbers.partial("regulariser.prior.centre", regulariser.prior().centre(), names);
    double[] physical = model.measure().physical(start.measure());
    double[] scale = new double[centre.length];
    for (int i = 0; i < centre.length; i++) {
      boolean given = !Double.isNaN(centre[i]);
      if (given && names.get(i).startsWith("covariance")) {
        throw SluiceException.input(
            "%s: regulariser.prior.centre.%s: a full covariance cannot have a prior",
            label, names.get(i));
      }
      scale[i] = given ? regulariser.prior().scale() : Double.POSITIVE_INFINITY;
      physical[i] = given ? centre[i] : physical[i];
    }
    return new Regularisation(
        regulariser.condition(), new GaussianPrior(model.measure().coordinates(physical), scale));
  }

  private static double mean(Matrix data) {
    return Arrays.stream(data.toDoubles()).average().orElseThrow();
  }
}
