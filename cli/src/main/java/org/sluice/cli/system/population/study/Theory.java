package org.sluice.cli.system.population.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.session.Session;
import org.sluice.cli.study.Combination;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.NoiseConfig;
import org.sluice.cli.system.population.setup.Model;
import org.sluice.cli.system.population.setup.TruthSetup;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.inversion.study.NoiseTheory;
import org.sluice.inversion.study.SampleDistance;
import org.sluice.kernels.Matrix;
import tools.jackson.databind.JsonNode;

/** What theory says of each combination, from the covariance of its signal at the truth. */
final class Theory {

  private static final int SAMPLES = 20_000;
  private static final long SEED = 1;

  private final StudyPlan plan;
  private final Map<List<JsonNode>, NoiseTheory> bySignal = new HashMap<>();
  private final Map<List<Integer>, Double> variances = new HashMap<>();

  Theory(StudyPlan plan) {
    this.plan = plan;
  }

  /** The combinations with what theory says of each. */
  List<Combination> of(List<Combination> combinations) {
    List<Combination> all = new ArrayList<>();
    for (int i = 0; i < combinations.size(); i++) {
      ConfigReader.Read<Config> read =
          Config.read(plan.written(plan.study().cell(i * plan.study().repetitions())));
      all.add(with(combinations.get(i), read));
    }
    return all;
  }

  private Combination with(Combination combination, ConfigReader.Read<Config> read) {
    Config config = read.config();
    if (!(config.noise() instanceof NoiseConfig.Isotropic)
        || config.data().known() != null
        || config.data().simulate() == null) {
      throw SluiceException.input(
          "%s: summary.theory = true needs simulated data and noise.type = \"isotropic\", of which nothing is known",
          plan.config().name());
    }
    int n = config.data().simulate();
    double gamma = combination.truth()[combination.truth().length - 1];
    NoiseTheory theory = theory(read);
    return combination.withTheory(
        theory.relativeBound(gamma, n), predictedBias(theory, config, gamma, n));
  }

  /** Of the plain loss whitened by the noise; the corrected one has no bias to be predicted. */
  private double predictedBias(NoiseTheory theory, Config config, double gamma, int n) {
    Method method = config.loss().methods().getFirst();
    if (method.finiteSample() == FiniteSample.CORRECTED) {
      return 0;
    }
    if (method.weight() != Weight.NOISE) {
      return Double.NaN;
    }
    int batch = config.loss().dataBatch() == 0 ? n : Math.min(n, config.loss().dataBatch());
    double w =
        variances.computeIfAbsent(
            List.of(batch, config.loss().samples()),
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
