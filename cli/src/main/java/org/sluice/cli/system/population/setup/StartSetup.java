package org.sluice.cli.system.population.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.kernels.Matrix;
import tools.jackson.databind.JsonNode;

/** The place where an inversion starts, by its config. */
final class StartSetup {

  private StartSetup() {}

  /**
   * The start of a config: the numbers that it gives, and plausible values of the others.
   *
   * @throws IllegalArgumentException naming a key that is missing or not known
   */
  static Start of(Config config, List<GroupModel> groups, Problem problem) {
    double[] measure =
        NamedNumbers.complete(
            "population.start",
            config.population().start() == null ? Map.of() : config.population().start(),
            problem.measure().names(),
            plausible(groups.getFirst(), problem));
    Start pooled = Start.of(problem, measure);
    double[] noise = pooled.noise();
    for (int g = 0; g < groups.size(); g++) {
      Map<String, JsonNode> given = groups.get(g).config().noise().start();
      NoiseModel model = groups.get(g).group().noise();
      if (given != null) {
        double[] numbers = NamedNumbers.complete("noise.start", given, model.names());
        problem.noise().put(g, model.coordinates(numbers), noise);
      }
    }
    return new Start(pooled.measure(), noise);
  }

  /** Plausible values for the population's start; NaN where the data suggest none. */
  private static double[] plausible(GroupModel group, Problem problem) {
    double[] mean = new double[problem.measure().dimension()];
    double[] sd = mean.clone();
    // Only of replicates are the data, noise apart, the parameter itself.
    boolean replicates = group.config().forward() instanceof ForwardConfig.Replicates;
    Arrays.fill(mean, replicates ? mean(group.group().data()) : Double.NaN);
    Arrays.fill(sd, replicates ? group.group().pooledStandardDeviation() : Double.NaN);
    return problem.measure().physicalNear(mean, sd);
  }

  private static double mean(Matrix data) {
    return Arrays.stream(data.toDoubles()).average().orElseThrow();
  }
}
