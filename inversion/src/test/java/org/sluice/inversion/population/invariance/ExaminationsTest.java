package org.sluice.inversion.population.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.discrepancy.HeldOutLoss;
import org.sluice.inversion.discrepancy.HeldOutScore;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.Moments;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.examine.GradientCheck;
import org.sluice.inversion.population.examine.Identifiability;
import org.sluice.inversion.population.examine.NoiseTheory;
import org.sluice.inversion.population.newton.Curvature;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.uncertainty.Bootstrap;
import org.sluice.inversion.population.uncertainty.DirectionFit;
import org.sluice.inversion.population.uncertainty.FitTest;
import org.sluice.inversion.population.uncertainty.Interval;
import org.sluice.inversion.population.uncertainty.Quantities;
import org.sluice.inversion.population.uncertainty.Refit;
import org.sluice.inversion.population.uncertainty.Replicates;
import org.sluice.inversion.population.uncertainty.Simulator;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Examinations before, beside and after a run say the same in every unit of the data. */
class ExaminationsTest {

  private static final double ROUNDED = 1e-6;

  private static final List<Unit> UNITS =
      List.of(new Unit(0x1p40, 0), new Unit(0x1p-40, 0), new Unit(1e3, 1e6));

  private static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(2 * Family.ROWS).withSlices(8))
          .with(Optimisation.defaults().withSteps(10));

  static Stream<Family> families() {
    return Families.all();
  }

  @ParameterizedTest
  @MethodSource("families")
  void gradientsAreRightInEveryUnit(Family family) {
    List<GradientCheck> first = checks(family, Unit.SAME);
    for (Unit unit : UNITS) {
      double[] slopes = family.coordinateSlopes(family.problem(unit), unit);
      List<GradientCheck> checks = checks(family, unit);
      for (int j = 0; j < slopes.length; j++) {
        assertThat(checks.get(j).relativeError()).as("%s %s", checks.get(j), unit).isLessThan(1e-5);
        double inFirst = checks.get(j).analytic() * slopes[j];
        assertThat(inFirst - first.get(j).analytic())
            .as("%s %s", checks.get(j), unit)
            .isCloseTo(0, within(ROUNDED * (1 + Math.abs(inFirst))));
      }
    }
  }

  private static List<GradientCheck> checks(Family family, Unit unit) {
    return ScalarBackend.use((backend, parallelism) ->
        GradientCheck.of(family.problem(unit), SETTINGS, family.start(unit), backend, parallelism));
  }

  @ParameterizedTest
  @MethodSource("families")
  void identifiabilityIsTheSameInEveryUnit(Family family) {
    Problem first = family.problem(Unit.SAME);
    for (Unit unit : UNITS) {
      assertThat(Identifiability.warning(family.problem(unit), family.start(unit)))
          .isEqualTo(Identifiability.warning(first, family.start(Unit.SAME)));
    }
  }

  @Test
  void aFreeCovarianceUnderAGaussianSignalIsSeenInEveryUnit() {
    Family family = confounded(GaussianMeasure.diagonal(1), 2, 1);
    Family skewed = confounded(new SinhArcsinhMeasure(1), 2, 1, 0, 1);
    for (Unit unit : UNITS) {
      assertThat(Identifiability.warning(family.problem(unit), family.start(unit))).isPresent();
      Start gaussian = skewed.inUnit(truth(skewed), unit);
      assertThat(Identifiability.warning(skewed.problem(unit), gaussian)).isEmpty();
    }
  }

  private static Family confounded(ParameterMeasure measure, double... population) {
    return new Family(
        "confounded",
        true,
        unit -> measure,
        unit -> new ReplicatesMap(2),
        new FullNoise(2),
        population,
        new double[] {1, 0.3, 1});
  }

  private static double[] truth(Family family) {
    return Start.of(family.problem(Unit.SAME), family.population(), family.noise()).concatenated();
  }

  @ParameterizedTest
  @MethodSource("families")
  void theCurvatureIsTheSameInEveryUnit(Family family) {
    Curvature first = curvature(family, Unit.SAME);
    for (Unit unit : UNITS) {
      Curvature other = curvature(family, unit);
      assertThat(other.eigenvalues()).containsExactly(first.eigenvalues(), within(1e-4));
      assertThat(other.flat()).isEqualTo(first.flat());
      assertThat(other.idle()).isEqualTo(first.idle());
      assertThat(other.wide()).isEqualTo(first.wide());
    }
  }

  private static Curvature curvature(Family family, Unit unit) {
    double[] point = family.inUnit(truth(family), unit).concatenated();
    return ScalarBackend.use((backend, parallelism) ->
        Curvature.of(family.problem(unit), SETTINGS, point, backend, parallelism));
  }

  @ParameterizedTest
  @MethodSource("families")
  void theDefaultStartIsTheSameInEveryUnit(Family family) {
    Start first = Start.of(family.problem(Unit.SAME), family.population());
    for (Unit unit : UNITS) {
      Problem problem = family.problem(unit);
      double[] expected = family.inUnit(first.concatenated(), unit).concatenated();
      double[] population = problem.measure().physical(family.start(unit).measure());
      double[] noise = Start.of(problem, population).noise();
      for (int i = 0; i < noise.length; i++) {
        double scale = family.coordinateSlopes(problem, unit)[first.measure().length + i];
        assertThat((noise[i] - expected[first.measure().length + i]) / scale)
            .isCloseTo(0, within(1e-9));
      }
    }
  }

  static Stream<ParameterMeasure> measures() {
    return Stream.of(
        GaussianMeasure.diagonal(2),
        GaussianMeasure.full(2),
        new GaussianMixtureMeasure(3, 2),
        new SinhArcsinhMeasure(2),
        new LearnedMeasure(2, 3),
        LogNormalMeasure.byMoments(2));
  }

  @ParameterizedTest
  @MethodSource("measures")
  void populationsOfGivenMomentsAreTheSameInEveryUnit(ParameterMeasure measure) {
    double[] mean = {3, 5};
    double[] sd = {1, 0.5};
    Moments first = moments(measure, mean, sd);
    for (Unit unit : UNITS) {
      // A log-normal law is not the same law after a shift.
      Unit of = measure instanceof LogNormalMeasure ? unit.ofDeviations() : unit;
      Moments moments =
          moments(
              measure,
              Arrays.stream(mean).map(of::value).toArray(),
              Arrays.stream(sd).map(of.ofDeviations()::value).toArray());
      for (int j = 0; j < 2; j++) {
        double inSds = (moments.mean()[j] - of.value(first.mean()[j])) / moments.sd()[j];
        assertThat(inSds).isCloseTo(0, within(1e-9));
        assertThat(moments.sd()[j] / (first.sd()[j] * of.factor())).isCloseTo(1, within(1e-9));
        assertThat(moments.skewness()[j]).isCloseTo(first.skewness()[j], within(1e-9));
      }
    }
  }

  private static Moments moments(ParameterMeasure measure, double[] mean, double[] sd) {
    return Moments.of(measure, measure.coordinates(measure.physicalNear(mean, sd)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void simulatedDataAreTheSameInEveryUnit(Family family) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix first = draw(family, Unit.SAME, arena);
      double spread = family.problem(Unit.SAME).pooledStandardDeviation();
      for (Unit unit : UNITS) {
        double[] expected = unit.of(first).toDoubles();
        double[] drawn = draw(family, unit, arena).toDoubles();
        for (int e = 0; e < drawn.length; e++) {
          assertThat((drawn[e] - expected[e]) / spread / unit.factor()).isCloseTo(0, within(1e-9));
        }
      }
    }
  }

  private static Matrix draw(Family family, Unit unit, Arena arena) {
    double[] point = family.inUnit(truth(family), unit).concatenated();
    return Simulator.of(family.problem(unit)).draw(point, 0, Family.ROWS, 3, arena);
  }

  @Test
  void theHeldOutLossIsTheSameInEveryUnit() {
    HeldOutScore first = score(Unit.SAME);
    for (Unit unit : UNITS) {
      HeldOutScore other = score(unit);
      double error = first.standardError();
      assertThat((other.squared() - first.squared()) / error).isCloseTo(0, within(ROUNDED));
      assertThat(other.standardError() / error).isCloseTo(1, within(ROUNDED));
    }
  }

  private static HeldOutScore score(Unit unit) {
    Family family = Families.linear();
    Matrix heldOut = family.problem(unit).group().data();
    Matrix weighing = family.problem(unit, Family.ROWS, 2).group().data();
    HeldOutLoss loss = new HeldOutLoss(heldOut, weighing, 8, 1, Parallelism.serial());
    try (Arena arena = Arena.ofConfined()) {
      double[] point = family.inUnit(truth(family), unit).concatenated();
      Simulator simulator = Simulator.of(family.problem(unit));
      return loss.of(simulator.draw(point, 0, loss.samples(), 3, arena));
    }
  }

  private static Refit refit(Family family, Unit unit) {
    return new Refit(
        family.problem(unit),
        SETTINGS,
        family.inUnit(truth(family), unit).concatenated(),
        () -> Backends.open("scalar", Parallelism.serial()).backend());
  }

  @Test
  void theTestOfTheFitIsTheSameInEveryUnit() {
    Family family = Families.linear();
    FitTest first = fitTest(family, Unit.SAME);
    for (Unit unit : UNITS) {
      FitTest other = fitTest(family, unit);
      assertThat(other.pValue()).isEqualTo(first.pValue());
      assertThat(other.statistic()).isCloseTo(first.statistic(), within(ROUNDED));
      assertThat(other.worst().stream().map(DirectionFit::words))
          .isEqualTo(first.worst().stream().map(DirectionFit::words).toList());
    }
  }

  private static FitTest fitTest(Family family, Unit unit) {
    return FitTest.of(
        refit(family, unit),
        Simulator.of(family.problem(unit)),
        19,
        Parallelism.serial(),
        Replicates.silent());
  }

  @Test
  void theBootstrapIsTheSameInEveryUnit() {
    Family family = Families.replicates();
    Bootstrap first = bootstrap(family, Unit.SAME);
    for (Unit unit : UNITS) {
      Bootstrap other = bootstrap(family, unit);
      double[] slopes = family.slopes(family.problem(unit), unit);
      for (int i = 0; i < slopes.length; i++) {
        Interval expected = first.intervals().get(i);
        Interval interval = other.intervals().get(i);
        double error = expected.standardError() * slopes[i];
        assertThat(interval.standardError() / error).isCloseTo(1, within(ROUNDED));
        double width = expected.percentile().upper() - expected.percentile().lower();
        assertThat((interval.percentile().upper() - interval.percentile().lower()) / slopes[i])
            .isCloseTo(width, within(ROUNDED * width));
      }
    }
  }

  private static Bootstrap bootstrap(Family family, Unit unit) {
    return Bootstrap.of(
        refit(family, unit),
        Quantities.physical(family.problem(unit)),
        9,
        0.5,
        Parallelism.serial(),
        Replicates.silent());
  }

  @Test
  void theTheoryOfNoiseIsTheSameInEveryUnit() {
    double[] signal = {2, 0.5, 0.5, 1};
    NoiseTheory first = new NoiseTheory(signal, 2);
    double bias = first.relativeBias(Method.PAPER_CUT, 0.3, 0.02);
    for (double factor : new double[] {1e-12, 1e12}) {
      double[] scaled = Arrays.stream(signal).map(entry -> factor * factor * entry).toArray();
      NoiseTheory theory = new NoiseTheory(scaled, 2);
      assertThat(theory.relativeBias(Method.PAPER_CUT, 0.3 * factor, 0.02))
          // The minimum is flat: sections find it to the square root of the rounding.
          .isCloseTo(bias, within(1e-7));
    }
  }
}
