package org.sluice.inversion.population.newton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.elastodynamics.Bar;
import org.sluice.inversion.forward.elastodynamics.ElastodynamicsMap;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;

/**
 * Gauss–Newton beside Adam's thousand steps, in turn on the same data: evaluations, wall time, and
 * the distance from the root in standard errors. {@code -DdataSets=20} prints the table of
 * docs/estimators.md; the default is quick.
 */
class AgainstAdamTest {

  private static final int DATA_SETS = Integer.getInteger("dataSets", 1);
  private static final String ONLY = System.getProperty("only", "");

  /** A problem of the table: a family, its number of data and its start. */
  private record Row(String name, BadStarts.Family family, int rows, double[] start) {}

  private static List<Row> rows() {
    BadStarts.Family replicates = family("replicates");
    BadStarts.Family linear = family("linear");
    BadStarts.Family far =
        new BadStarts.Family(
            "linear, means (100, −50) from 0",
            linear.measure(),
            linear.forward(),
            linear.noise(),
            new double[] {100, -50, 0.8, 0.5},
            linear.noiseTruth(),
            0);
    Stream<Row> named =
        Stream.of(
            new Row("replicates", replicates, 200, new double[] {110, 20}),
            new Row(far.name(), far, 200, new double[] {0, 0, 1, 1}),
            new Row("log-normal", family("log-normal"), 200, new double[] {0, 0, 1, 1}),
            new Row("sinh-arcsinh", family("sinh-arcsinh"), 400, new double[] {70, 20, 0, 1}));
    Stream<Row> darcy =
        Stream.of(0.1, 0.02, 0.01)
            .flatMap(noise ->
                Stream.of(100, 1000)
                    .map(rows ->
                        new Row(
                            "darcy, noise " + noise + ", N = " + rows,
                            darcy(noise),
                            rows,
                            new double[] {0, 0})));
    Row bars =
        new Row("elastodynamics, N = 200", bars(), 200, new double[] {0.2, -0.3, 0.09, 0, 0.09});
    return Stream.of(named, darcy, Stream.of(bars))
        .flatMap(each -> each)
        .filter(row -> row.name().contains(ONLY))
        .toList();
  }

  private static BadStarts.Family family(String name) {
    return BadStarts.families().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static BadStarts.Family darcy(double noise) {
    int nodes = 100;
    int sensors = 50;
    return new BadStarts.Family(
        "darcy",
        new LogNormalField(FieldGrid.line(DarcyMap.positions(nodes)), 0.3, 1.5),
        new DarcyMap(nodes, Sensors.uniform(sensors, 1), 10),
        new IsotropicNoise(sensors),
        new double[] {0.5, Math.log(0.6)},
        new double[] {noise},
        0);
  }

  /** The bundled problem elastodynamics. */
  private static BadStarts.Family bars() {
    int sensors = 5;
    int times = 10;
    return new BadStarts.Family(
        "elastodynamics",
        LogNormalMeasure.full(2),
        new ElastodynamicsMap(new Bar(40, 1, 2, 160), Sensors.uniform(sensors, 1), times),
        new IsotropicNoise(sensors * times),
        new double[] {0, Math.log(0.5), 0.04, 0.024, 0.09},
        new double[] {0.05},
        0);
  }

  private static Result run(Problem problem, Start start, Optimisation optimisation, long seed) {
    long rows = problem.individuals();
    Settings settings =
        Settings.defaults()
            .with(Settings.defaults().execution().withSeed(seed))
            .with(Sampling.defaults().withSamples((int) (2 * rows)))
            .with(optimisation);
    return Runs.of("vector", problem, settings, start);
  }

  @Test
  void gaussNewtonArrivesWithFewerEvaluationsAndNoWorse() {
    Optimisation newton = Optimisation.defaults().withType(OptimiserType.GAUSS_NEWTON);
    Optimisation adam = Optimisation.defaults().withType(OptimiserType.ADAM);
    System.out.printf(
        "%-32s %28s %28s %14s%n", "problem", "Gauss-Newton", "Adam, 1000 steps", "times fewer");
    System.out.printf(
        "%-32s %9s %8s %9s %9s %8s %9s %7s %6s%n",
        "", "1000 ev.", "seconds", "distance", "1000 ev.", "seconds", "distance", "ev.", "sec.");
    for (Row row : DATA_SETS == 1 ? rows().subList(0, 2) : rows()) {
      double[][] figures = new double[6][DATA_SETS];
      for (int set = 0; set < DATA_SETS; set++) {
        Problem problem = row.family.problem(row.rows, 9000 + set);
        Start start = Start.of(problem, row.start);
        Result root =
            run(problem, row.family.truth(problem), newton.withTolerance(0.05), 500 + set);
        Result fast = run(problem, start, newton, 1 + set);
        Result slow = run(problem, start, adam, 1 + set);
        int column = 0;
        for (Result result : List.of(fast, slow)) {
          figures[column++][set] = evaluations(result) / 1000;
          figures[column++][set] = result.run().seconds();
          figures[column++][set] = Runs.distance(result, root);
        }
        assertThat(fast.arrival().verdict()).isEqualTo(Verdict.ARRIVED);
      }
      System.out.printf(
          "%-32s %9.3f %8.2f %9.2f %9.3f %8.2f %9.2f %7.1f %6.1f%n",
          row.name,
          median(figures[0]),
          median(figures[1]),
          rootMeanSquare(figures[2]),
          median(figures[3]),
          median(figures[4]),
          rootMeanSquare(figures[5]),
          median(figures[3]) / median(figures[0]),
          median(figures[4]) / median(figures[1]));
      assertThat(median(figures[3])).isGreaterThan(2 * median(figures[0]));
      assertThat(rootMeanSquare(figures[2])).isLessThan(0.5);
    }
  }

  /** Forward and backward passes over the samples of a step. */
  private static double evaluations(Result result) {
    double forward = (double) result.run().forwardSolves() / result.run().samples();
    return forward + result.run().steps() + result.arrival().evaluations();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double rootMeanSquare(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).average().orElseThrow());
  }
}
