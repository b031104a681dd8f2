package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.DataStart;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Matrix;

/** Two kinds of individuals, 80 ± 8 and 140 ± 8 in some unit, measured three times each. */
class MixtureRecoveryTest {

  private static final int ROWS = 300;
  private static final int DATA_SETS = 20;
  private static final double BORDER = 110;
  private static final GaussianMixtureMeasure TWO = new GaussianMixtureMeasure(2, 1);

  private static double[] truth(double unit) {
    return new double[] {0.5, 80 * unit, 140 * unit, 8 * unit, 8 * unit};
  }

  private static Problem problem(double unit, long seed) {
    double[] noise = {5 * unit};
    return Problems.of(
        TWO, new ReplicatesMap(3), new IsotropicNoise(3), truth(unit), noise, ROWS, seed);
  }

  /** The weight, means and standard deviations of the kinds that were drawn, free of noise. */
  private static double[] kinds(long seed) {
    double[] z = new double[ROWS];
    TWO.sample(
        TWO.coordinates(truth(1)), Problems.normals(ROWS, 1, seed, 0), Matrix.of(z, ROWS, 1));
    double[] low = Arrays.stream(z).filter(each -> each < BORDER).toArray();
    double[] high = Arrays.stream(z).filter(each -> each >= BORDER).toArray();
    return new double[] {(double) low.length / ROWS, mean(low), mean(high), sd(low), sd(high)};
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double sd(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-3, 1, 1e12})
  void theStartIsNearTheKindsOfEveryDataSet(double unit) {
    for (long seed = 1; seed <= DATA_SETS; seed++) {
      double[] kinds = kinds(seed);
      double[] start = DataStart.population(problem(unit, seed));
      assertThat(start[0]).isCloseTo(kinds[0], within(0.01));
      for (int k = 1; k <= 2; k++) {
        // Four standard errors of what the noise adds to a kind's mean.
        assertThat(start[k] / unit).isCloseTo(kinds[k], within(1.0));
        assertThat(start[2 + k] / unit / kinds[2 + k]).isCloseTo(1, within(0.15));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-9, 1", "1, 2", "1e9, 3"})
  void aRunFromTheStartOfTheDataEndsAtTheKinds(double unit, long seed) {
    double[] kinds = kinds(seed);
    Problem problem = problem(unit, seed);
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(2 * ROWS).withSlices(6))
            .with(Optimisation.defaults().withSteps(150));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem));
    double[] found = result.parameters().stream().mapToDouble(Parameter::value).toArray();
    assertThat(found[0]).isCloseTo(kinds[0], within(0.03));
    for (int k = 1; k <= 2; k++) {
      assertThat(found[k] / unit).isCloseTo(kinds[k], within(2.0));
      // A wrong optimum has spreads of twice this.
      assertThat(found[2 + k] / unit / kinds[2 + k]).isBetween(0.85, 1.15);
    }
    assertThat(result.noise().getFirst().value() / unit).isCloseTo(5, within(0.6));
  }
}
