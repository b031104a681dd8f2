package org.sluice.cli.system.population.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.sluice.inversion.population.examine.NoiseTheory;
import org.sluice.inversion.population.examine.SampleDistance;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.study.Cell;
import org.sluice.kernels.Matrix;
import tools.jackson.databind.JsonNode;

/** Predicts the error of the noise's standard deviation in each combination of a study. */
final class NoisePrediction {

  private static final int SAMPLES = 20_000;
  private static final long SEED = 1;

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
      NoiseTheory theory = theory(read);
      bound[i] = theory.relativeBound(gamma, n);
      bias[i] = predictedBias(theory, config, gamma, n);
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
   * The bias of the plain loss that is whitened by the noise; NaN for other weights. The corrected
   * loss has none.
   */
  private double predictedBias(NoiseTheory theory, Config config, double gamma, int n) {
    Method method = config.loss().methods().getFirst();
    if (method.finiteSample() == FiniteSample.CORRECTED) {
      return 0;
    }
    if (method.weight() != Weight.NOISE) {
      return Double.NaN;
    }
    int batch =
        config.loss().sampling().dataBatch() == 0
            ? n
            : Math.min(n, config.loss().sampling().dataBatch());
    double w =
        variances.computeIfAbsent(
            List.of(batch, config.loss().sampling().samples()),
            sizes -> SampleDistance.expected(sizes.getFirst(), sizes.getLast()));
    return theory.relativeBias(method.gradient(), gamma, w);
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
