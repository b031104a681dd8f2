package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

class BootstrapWarningsTest {

  private static final double[] NOTHING = {};
  private static final Interval.Range AROUND_ONE = new Interval.Range(0.2, 1.8);

  /** Pure noise: the fit is the data's root mean square, so the drift is known. */
  @Test
  void theDriftOfARunThatHadNotArrivedIsReported() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(new IsotropicNoise(3), 80, arena);
      double exact = rootMeanSquare(problem.group().data());
      double error = exact / Math.sqrt(2 * 80 * 3);
      Bootstrap arrived = bootstrap(problem, new double[] {exact});
      assertThat(arrived.intervals().getFirst().drift()).isCloseTo(0, within(0.35 * error));
      assertThat(arrived.moving()).isZero();
      assertThat(arrived.warnings(problem)).isEmpty();

      Bootstrap early = bootstrap(problem, new double[] {exact + 4 * error});
      Interval interval = early.intervals().getFirst();
      assertThat(interval.drift()).isCloseTo(-4 * error, within(0.35 * error));
      assertThat(interval.driftError()).isLessThan(0.2 * error);
      assertThat(interval.firstOrder()).isBetween(0.75 * error, 1.25 * error);
      assertThat(early.warnings(problem))
          .satisfiesExactly(
              drift ->
                  assertThat(drift)
                      .startsWith("the run had not arrived: fits to its own data")
                      .contains("move noise sd most, by "),
              outside ->
                  assertThat(outside)
                      .startsWith(
                          "the estimate lies outside its own percentile interval (noise sd)"));
    }
  }

  /** 45 numbers, too many for Gauss–Newton steps, from a start a million times too large. */
  @Test
  void fitsThatStillMoveAreCounted() {
    try (Arena arena = Arena.ofShared()) {
      FullNoise noise = new FullNoise(9);
      Problem problem = pureNoise(noise, 60, arena);
      Bootstrap bootstrap = bootstrap(problem, isotropic(noise, 1e6));
      assertThat(bootstrap.moving()).isEqualTo(19);
      assertThat(bootstrap.warnings(problem).getFirst())
          .startsWith("19 of 19 fits to resampled data still moved at their end");
      assertThat(bootstrap(problem, isotropic(noise, 1)).moving()).isLessThan(3);
    }
  }

  @Test
  void aFewFitsThatMoveAndAWellPlacedEstimateAreNoReason() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(new IsotropicNoise(3), 30, arena);
      assertThat(bootstrap(1, 0.1, 0.05, AROUND_ONE).warnings(problem)).isEmpty();
      assertThat(bootstrap(2, 0.1, 0.05, AROUND_ONE).warnings(problem))
          .singleElement()
          .asString()
          .startsWith("2 of 20 fits");
      // Far but within the scatter of the fits, and clear but near.
      assertThat(bootstrap(0, 0.3, 0.2, AROUND_ONE).warnings(problem)).isEmpty();
      assertThat(bootstrap(0, 0.1, 0.001, AROUND_ONE).warnings(problem)).isEmpty();
      assertThat(bootstrap(0, 0.3, 0.02, AROUND_ONE).warnings(problem))
          .containsExactly(
              "the run had not arrived: fits to its own data that start at its result move noise sd most, by 0.600 ± 0.040 of its standard errors; take more steps and run again");
    }
  }

  @Test
  void fewIndividualsAreWarnedOf() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(new IsotropicNoise(3), 29, arena);
      assertThat(bootstrap(0, 0.1, 0.05, AROUND_ONE).warnings(problem))
          .containsExactly(
              "29 individuals are few to draw again from: below 30, intervals of the bootstrap are mostly too narrow; take them as a rough guide");
    }
  }

  @Test
  void replicatesThatStayNearTheirStartAreWarnedOf() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(new IsotropicNoise(3), 30, arena);
      assertThat(bootstrap(0, 0.9, 0, 0.1, AROUND_ONE).warnings(problem)).isEmpty();
      assertThat(bootstrap(0, Double.NaN, 0, 0.1, AROUND_ONE).warnings(problem)).isEmpty();
      assertThat(bootstrap(0, 2.5, 0, 0.1, AROUND_ONE).warnings(problem))
          .singleElement()
          .asString()
          .contains("most of all noise sd, by 0.20 of its first-order standard error");
    }
  }

  @Test
  void basicIntervalsBeyondTheRangeOfTheirNumberAreWarnedOf() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(new IsotropicNoise(3), 30, arena);
      assertThat(bootstrap(0, 0, 0.1, new Interval.Range(0.1, 1.9)).warnings(problem)).isEmpty();
      assertThat(bootstrap(0, 0, 0.1, new Interval.Range(0.1, 2.1)).warnings(problem))
          .containsExactly(
              "the basic interval of noise sd contains impossible values; take the percentile interval, which never does");
    }
  }

  /** With an estimate of 1 and a standard error of 0.5. */
  private static Bootstrap bootstrap(
      int moving, double drift, double driftError, Interval.Range percentile) {
    return bootstrap(moving, 0.5, drift, driftError, percentile);
  }

  private static Bootstrap bootstrap(
      int moving, double firstOrder, double drift, double driftError, Interval.Range percentile) {
    Interval.Range basic = new Interval.Range(2 - percentile.upper(), 2 - percentile.lower());
    Interval interval =
        new Interval("noise sd", 1, 0.5, 0.1, firstOrder, drift, driftError, percentile, basic);
    return new Bootstrap(List.of(interval), new double[20][], 0.9, 10, moving);
  }

  private static Bootstrap bootstrap(Problem problem, double[] noise) {
    return Bootstrap.of(
        Fits.refit(problem, NOTHING, noise),
        Quantities.physical(problem),
        19,
        0.9,
        Parallelism.serial(),
        Replicates.silent());
  }

  private static Problem pureNoise(NoiseModel noise, int rows, Arena arena) {
    int d = noise.dimension();
    return new Problem(
        new EmptyMeasure(), new ZeroMap(d), noise, Fits.normals(rows, d, 5, 0, arena));
  }

  private static double[] isotropic(NoiseModel noise, double standardDeviation) {
    return noise.physical(noise.coordinatesOfStandardDeviation(standardDeviation));
  }

  private static double rootMeanSquare(Matrix data) {
    double squares = 0;
    for (double value : data.toDoubles()) {
      squares += value * value;
    }
    return Math.sqrt(squares / (data.rows() * data.columns()));
  }
}
