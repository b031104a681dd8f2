package org.sluice.cli.system.population.setup;

import java.util.List;
import java.util.Map;
import org.sluice.cli.config.NamedNumbers;
import org.sluice.cli.system.population.config.Config;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.problem.DataStart;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import tools.jackson.databind.JsonNode;

/** The place where an inversion starts, by its config. */
final class StartSetup {

  private StartSetup() {}

  /**
   * The start of a config: the numbers that it gives, and those that the data suggest for the
   * others.
   *
   * @throws IllegalArgumentException naming a key that is missing or not known
   */
  static Start of(Config config, List<GroupModel> groups, Problem problem) {
    double[] measure =
        NamedNumbers.complete(
            "population.start",
            config.population().start() == null ? Map.of() : config.population().start(),
            problem.measure().names(),
            DataStart.population(problem));
    Start suggested = Start.of(problem, measure);
    double[] noise = suggested.noise();
    for (int g = 0; g < groups.size(); g++) {
      Map<String, JsonNode> given = groups.get(g).config().noise().start();
      NoiseModel model = groups.get(g).group().noise();
      if (given != null) {
        double[] numbers = NamedNumbers.complete("noise.start", given, model.names());
        problem.noise().put(g, model.coordinates(numbers), noise);
      }
    }
    return new Start(suggested.measure(), noise);
  }
}
