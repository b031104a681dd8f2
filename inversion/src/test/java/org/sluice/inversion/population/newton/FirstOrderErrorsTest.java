package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;

/**
 * First-order standard errors beside the scatter of the estimates over data sets, and the coverage
 * of ± 1.96 of them. {@code -DdataSets=200} prints the table of docs/uncertainty.md, {@code
 * -Drows=400} takes other numbers of individuals, and {@code -Donly=log-normal} one family; the
 * default is quick.
 */
class FirstOrderErrorsTest {

  private static final int DATA_SETS = Integer.getInteger("dataSets", 40);
  private static final int ROWS = Integer.getInteger("rows", 100);
  private static final String ONLY = System.getProperty("only", "");

  private static Result run(BadStarts.Family family, Problem problem, long seed) {
    Settings settings =
        Settings.defaults()
            .with(Settings.defaults().execution().withSeed(seed))
            .with(Sampling.defaults().withSamples(4 * ROWS))
            .with(
                Optimisation.defaults()
                    .withType(OptimiserType.GAUSS_NEWTON)
                    .withTolerance(0.15)
                    .withSteps(300));
    return Runs.of("vector", problem, settings, family.truth(problem));
  }

  @Test
  void theyAreTheScatterOverDataSets() {
    List<String> chosen =
        DATA_SETS < 100
            ? List.of("replicates")
            : List.of("replicates", "linear", "log-normal", "full covariance", "darcy");
    for (BadStarts.Family family : BadStarts.families()) {
      if (!chosen.contains(family.name()) || !family.name().contains(ONLY)) {
        continue;
      }
      List<double[]> estimates = new ArrayList<>();
      List<double[]> errors = new ArrayList<>();
      double[] truth = null;
      List<String> names = null;
      for (int set = 0; set < DATA_SETS; set++) {
        Problem problem = family.problem(ROWS, 20_000 + set);
        Result result = run(family, problem, 1 + set);
        estimates.add(result.coordinates());
        errors.add(result.arrival().coordinateErrors());
        truth = family.truth(problem).concatenated();
        names = new ArrayList<>(problem.measure().names());
        names.addAll(problem.noise().names());
      }
      for (int j = 0; j < truth.length; j++) {
        int coordinate = j;
        double scatter = scatter(estimates.stream().mapToDouble(e -> e[coordinate]).toArray());
        double mean = errors.stream().mapToDouble(e -> e[coordinate]).average().orElseThrow();
        int covered = 0;
        for (int set = 0; set < DATA_SETS; set++) {
          double off = Math.abs(estimates.get(set)[j] - truth[j]);
          covered += off <= 1.96 * errors.get(set)[j] ? 1 : 0;
        }
        System.out.printf(
            "%-16s %-18s error %.4g, over the scatter %.2f, coverage %.1f %%%n",
            family.name(), names.get(j), mean, mean / scatter, 100.0 * covered / DATA_SETS);
        // The scatter is known to 1/√(2 n), four of which are allowed.
        assertThat(mean / scatter).isBetween(1 - allowed(), 1 + allowed());
        // First-order intervals hold the truth too seldom where tails are heavy and data few.
        double binomial = 4 * Math.sqrt(0.95 * 0.05 / DATA_SETS);
        assertThat((double) covered / DATA_SETS).isGreaterThan(0.95 - 0.08 - binomial);
      }
    }
  }

  private static double allowed() {
    return 0.1 + 4 / Math.sqrt(2.0 * DATA_SETS);
  }

  private static double scatter(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
