package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Readings around zero in large units: no scale may come from the size of a number. */
class BootstrapUnitsTest {

  private static final int PEOPLE = 60;
  private static final int READINGS = 3;
  private static final double SD = 1000;
  private static final double NOISE = 300;
  private static final int REPLICATES = 39;

  @Test
  void theErrorOfAMeanOfZeroIsRightInEveryUnit() {
    Bootstrap bootstrap = bootstrap(1);
    Interval mean = bootstrap.intervals().getFirst();
    assertThat(mean.estimate()).isCloseTo(0, within(1e-9));
    double[] sd = deviations();
    double exact = Math.sqrt((sd[0] * sd[0] + sd[1] * sd[1] / READINGS) / PEOPLE);
    assertThat(mean.standardError()).isBetween(0.75 * exact, 1.25 * exact);
    assertThat(mean.monteCarloError()).isLessThan(0.4 * exact);
    assertThat(bootstrap.moving()).isZero();
    assertThat(bootstrap.warnings(problem(1))).isEmpty();
    for (double unit : new double[] {1e-9, 1e6}) {
      Bootstrap other = bootstrap(unit);
      for (int i = 0; i < bootstrap.intervals().size(); i++) {
        Interval expected = bootstrap.intervals().get(i);
        Interval actual = other.intervals().get(i);
        double tolerance = 1e-6 * expected.standardError();
        assertThat(actual.standardError() / unit)
            .as("%s in units of %s", expected.name(), unit)
            .isCloseTo(expected.standardError(), within(tolerance));
        assertThat(actual.percentile().lower() / unit)
            .isCloseTo(expected.percentile().lower(), within(tolerance));
        assertThat(actual.basic().upper() / unit)
            .isCloseTo(expected.basic().upper(), within(tolerance));
      }
    }
  }

  private static Bootstrap bootstrap(double unit) {
    Problem problem = problem(unit);
    double[] sd = deviations();
    Refit refit = Fits.refit(problem, new double[] {0, sd[0] * unit}, new double[] {sd[1] * unit});
    return Bootstrap.of(
        refit,
        Quantities.physical(problem),
        REPLICATES,
        0.95,
        Parallelism.serial(),
        Replicates.silent());
  }

  private static Problem problem(double unit) {
    Matrix readings = readings();
    for (long n = 0; n < PEOPLE; n++) {
      for (int j = 0; j < READINGS; j++) {
        readings.set(n, j, unit * readings.get(n, j));
      }
    }
    return new Problem(
        GaussianMeasure.diagonal(1),
        new ReplicatesMap(READINGS),
        new IsotropicNoise(READINGS),
        readings);
  }

  /** People's readings, less their mean. */
  private static Matrix readings() {
    double[] values = new double[PEOPLE * READINGS];
    try (Arena arena = Arena.ofConfined()) {
      Matrix people = Fits.normals(PEOPLE, 1, 7, 0, arena);
      Matrix noise = Fits.normals(PEOPLE, READINGS, 7, 1, arena);
      double mean = 0;
      for (int i = 0; i < values.length; i++) {
        int n = i / READINGS;
        values[i] = SD * people.get(n, 0) + NOISE * noise.get(n, i % READINGS);
        mean += values[i] / values.length;
      }
      for (int i = 0; i < values.length; i++) {
        values[i] -= mean;
      }
    }
    return Matrix.of(values, PEOPLE, READINGS);
  }

  /** Between people and of the noise, by the analysis of variance. */
  private static double[] deviations() {
    Matrix readings = readings();
    double between = 0;
    double within = 0;
    for (long n = 0; n < PEOPLE; n++) {
      double mean = 0;
      for (int j = 0; j < READINGS; j++) {
        mean += readings.get(n, j) / READINGS;
      }
      between += mean * mean / PEOPLE;
      for (int j = 0; j < READINGS; j++) {
        double difference = readings.get(n, j) - mean;
        within += difference * difference / (PEOPLE * (READINGS - 1));
      }
    }
    return new double[] {Math.sqrt(between - within / READINGS), Math.sqrt(within)};
  }
}
