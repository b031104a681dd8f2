package org.sluice.cli.system.population.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.study.Quantity;
import org.sluice.cli.study.StudyGrid;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.study.Theory;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.NoiseConfig;
import org.sluice.cli.system.population.setup.Model;
import org.sluice.cli.system.population.setup.TruthSetup;
import org.sluice.cli.system.population.setup.VariabilitySetup;
import org.sluice.inversion.noise.NamedLaw;
import org.sluice.inversion.population.examine.NoiseTheory;
import org.sluice.inversion.population.examine.SampleDistance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.study.Cell;
import org.sluice.kernels.Matrix;
import tools.jackson.databind.JsonNode;

/** Predicts the error of the noise's standard deviation in each combination of a study. */
final class NoisePrediction {

  private static final int SAMPLES = 20_000;
  private static final long SEED = 1;
  private static final Set<String> UNIFORM_DIRECTIONS = Set.of("orthogonal", "iid", "sobol");

  private final StudyPlan plan;
  private final StudyGrid grid;
  private final Map<List<JsonNode>, NoiseTheory> bySignal = new HashMap<>();
  private final Map<List<Integer>, Double> variances = new HashMap<>();

  NoisePrediction(StudyPlan plan, StudyGrid grid) {
    this.plan = plan;
    this.grid = grid;
  }

  /**
   * The bound and the bias of all combinations, from the covariance of their signals at the truth.
   *
   * @throws SluiceException if the noise is not isotropic, or the data are not simulated
   */
  Theory theory() {
    int noise = (int) grid.quantities().stream().filter(Quantity::estimate).count() - 1;
    double[] bound = new double[grid.combinations().size()];
    double[] bias = new double[bound.length];
    for (int i = 0; i < bound.length; i++) {
      Cell cell = plan.study().cell(i * plan.study().repetitions());
      ConfigReader.Read<Config> read = Config.read(plan.config(cell));
      Config config = read.config();
      requireIsotropicNoise(config);
      int n = config.data().simulate();
      double gamma = grid.combinations().get(i).truth()[noise];
      bound[i] = isGaussianModelRight(config) ? theory(read).relativeBound(gamma, n) : Double.NaN;
      bias[i] = predictedBias(read, gamma, n);
    }
    return new Theory(
        grid.quantities().get(noise).name(), "the noise's standard deviation", bound, bias);
  }

  private void requireIsotropicNoise(Config config) {
    if (!(config.noise() instanceof NoiseConfig.Isotropic)
        || config.data().known() != null
        || config.data().simulate() == null) {
      throw SluiceException.input(
          "%s: summary.theory = true needs simulated data and noise.type = \"isotropic\" without known noise",
          plan.config().name());
    }
  }

  /**
   * The bias of the minimiser of the expected loss; NaN where no theory tells it. The corrected
   * loss at a fixed weight is a proper score, so it has none whatever the law and the weight,
   * unless a batch is one datum, which says nothing about spread.
   */
  private double predictedBias(ConfigReader.Read<Config> read, double gamma, int n) {
    Config config = read.config();
    Sampling sampling = config.loss().sampling();
    if (!isLossAlone(config) || sampling.randomNumbers() == RandomNumbers.COMMON) {
      return Double.NaN;
    }
    Method method = config.loss().methods().getFirst();
    int batch = Math.toIntExact(sampling.data(method.finiteSample(), n));
    if (method.isProperScore()) {
      return isModelRight(config) && batch > 1 ? 0 : Double.NaN;
    }
    if (!isGaussianModelRight(config)
        || method.weight() != Weight.NOISE
        || !UNIFORM_DIRECTIONS.contains(config.loss().directions())) {
      return Double.NaN;
    }
    int samples = method.finiteSample() == FiniteSample.CORRECTED ? batch : sampling.samples();
    double w =
        variances.computeIfAbsent(
            List.of(batch, samples),
            sizes -> SampleDistance.expected(sizes.getFirst(), sizes.getLast()));
    return theory(read).relativeBias(method, gamma, w);
  }

  /** Whether the minimum is that of the loss between data and the map itself. */
  private static boolean isLossAlone(Config config) {
    return config.surrogate() == null
        && config.regulariser().prior() == null
        && config.regulariser().condition() == 0;
  }

  /** Whether the model contains the truth. */
  private static boolean isModelRight(Config config) {
    return config.nature() == null && !VariabilitySetup.isKnown(config);
  }

  private static boolean isGaussianModelRight(Config config) {
    return isModelRight(config) && config.noise().law() == NamedLaw.GAUSSIAN;
  }

  private NoiseTheory theory(ConfigReader.Read<Config> read) {
    List<JsonNode> key = List.of(read.tree().get("forward"), read.tree().get("population"));
    return bySignal.computeIfAbsent(key, _ -> covariance(read.config()));
  }

  private NoiseTheory covariance(Config config) {
    try (Session session = new Session()) {
      Model model = session.open(Model.of(config, plan.problem().folder(), 0));
      Matrix signal =
          Simulation.ofTruth(
                  model.nature(),
                  TruthSetup.of(config, model),
                  null,
                  SAMPLES,
                  SEED,
                  session.arena())
              .signal();
      int d = Math.toIntExact(signal.columns());
      return new NoiseTheory(covariance(signal, d), d);
    }
  }

  private static double[] covariance(Matrix samples, int d) {
    double[] mean = new double[d];
    double[] row = new double[d];
    for (long i = 0; i < samples.rows(); i++) {
      samples.readRow(i, row);
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / samples.rows();
      }
    }
    double[] covariance = new double[d * d];
    for (long i = 0; i < samples.rows(); i++) {
      samples.readRow(i, row);
      for (int j = 0; j < d; j++) {
        for (int k = 0; k <= j; k++) {
          covariance[j * d + k] += (row[j] - mean[j]) * (row[k] - mean[k]) / samples.rows();
        }
      }
    }
    return covariance;
  }
}
