package org.sluice.inversion.population.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.Trace;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Execution;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Regularisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.StopRules;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.kernels.ElementType;

/**
 * Whole runs in several units of the data, about 1e12 and 1e-12 among them, give the same result:
 * the numbers, their standard errors, the individuals' influence, the verdict, the number of steps
 * and the losses. Differences are measured in standard errors.
 *
 * <p>A factor that is a power of two changes no digit, but for logarithms and the widths of
 * differences. The last unit rounds the data and is far from its origin, where they are precise to
 * 1e-13 of their spread. Steps that follow each other amplify this.
 */
class InvarianceTest {

  private static final double EXACT = 1e-8;
  private static final double ROUNDED = 1e-6;
  // Far from its minimum the loss is steep.
  private static final double ON_THE_WAY = 100;
  private static final double AMPLIFIED = 1e-3;
  private static final double SINGLE = 1e-3;

  private static final List<Unit> UNITS =
      List.of(new Unit(0x1p40, 0), new Unit(0x1p-40, 0), new Unit(1e3, 1e6));

  // So few data do not bring these to rest, and steps that wander amplify rounding.
  private static final Set<String> WANDERING =
      Set.of("mixture", "learned", "linear with Student's noise", "groups");
  private static final int STEPS = 40;
  private static final int FEWER_STEPS = 5;

  private static final List<OptimiserType> TYPES =
      List.of(OptimiserType.ADAM, OptimiserType.GAUSS_NEWTON);

  private static Settings settings(OptimiserType type, long steps) {
    return Settings.defaults()
        .with(Sampling.defaults().withSamples(2 * Family.ROWS).withSlices(8))
        .with(Optimisation.defaults().withType(type).withSteps(steps));
  }

  static Stream<Arguments> families() {
    return Families.all().flatMap(family -> TYPES.stream().map(type -> Arguments.of(family, type)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("families")
  void everyFamilyIsTheSameInEveryUnit(Family family, OptimiserType type) {
    boolean fewer = type == OptimiserType.GAUSS_NEWTON && WANDERING.contains(family.name());
    requireInvariance(
        family, settings(type, fewer ? FEWER_STEPS : STEPS), fewer ? AMPLIFIED : EXACT);
  }

  static Stream<Arguments> methods() {
    return Stream.of(
            Method.PAPER_CUT,
            Method.PAPER_STANDARD,
            new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.CORRECTED),
            new Method(GradientVariant.CUT, Weight.POPULATION, FiniteSample.PLAIN),
            new Method(GradientVariant.CUT, Weight.POPULATION, FiniteSample.CORRECTED),
            new Method(GradientVariant.CUT, Weight.BOTH, FiniteSample.PLAIN))
        .flatMap(method -> TYPES.stream().map(type -> Arguments.of(method.word(), method, type)));
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("methods")
  void everyMethodIsTheSameInEveryUnit(String word, Method method, OptimiserType type) {
    requireInvariance(Families.replicates(), settings(type, STEPS).with(method), ROUNDED);
    Family full = Families.noise("full", new FullNoise(3), 1, 0.66, 1.2, 0.5, 0.6, 1);
    requireInvariance(full, settings(type, FEWER_STEPS).with(method), ROUNDED);
  }

  /**
   * The loss in float32 rounds samples to 6e-8 of the data's spread, and far from the origin no
   * more than that.
   */
  @ParameterizedTest
  @EnumSource(
      value = OptimiserType.class,
      names = {"ADAM", "GAUSS_NEWTON"})
  void singlePrecisionHoldsInEveryUnit(OptimiserType type) {
    for (Family family : List.of(Families.replicates(), Families.linear())) {
      Settings settings =
          settings(type, STEPS).with(Execution.defaults().withPrecision(ElementType.F32));
      Result first = run(family, settings, Unit.SAME);
      for (Unit unit : UNITS) {
        requireSame(family, unit, first, run(family, settings, unit), SINGLE);
      }
    }
  }

  /** Terms that are added, rules that stop early, and random numbers that do not change. */
  @Test
  void settingsWithoutUnitsMeanTheSameInEveryUnit() {
    Family full = Families.noise("full", new FullNoise(3), 1, 0.66, 1.2, 0.5, 0.6, 1);
    Settings adam = settings(OptimiserType.ADAM, STEPS);
    requireInvariance(full, adam.with(new Regularisation(1e-2, null)), EXACT);
    Settings plateau =
        settings(OptimiserType.ADAM, 400).with(new StopRules(Double.POSITIVE_INFINITY, 1));
    requireInvariance(Families.replicates(), plateau, AMPLIFIED);
    Settings common = adam.with(adam.sampling().withRandomNumbers(RandomNumbers.COMMON));
    requireInvariance(Families.replicates(), common, EXACT);
  }

  /** The prior changes its unit with the parameters. */
  @ParameterizedTest
  @EnumSource(
      value = OptimiserType.class,
      names = {"ADAM", "GAUSS_NEWTON"})
  void priorsAreTheSameInEveryUnit(OptimiserType type) {
    Family family = Families.replicates();
    Settings settings = settings(type, STEPS);
    double[] centre = {1.5, 0.2};
    double[] scale = {0.2, 0.3};
    Result first = run(family, withPrior(settings, centre, scale), Unit.SAME);
    for (Unit unit : UNITS) {
      double[] moved = {unit.value(centre[0]), centre[1] + Math.log(unit.factor())};
      double[] wider = {unit.factor() * scale[0], scale[1]};
      Result other = run(family, withPrior(settings, moved, wider), unit);
      requireSame(family, unit, first, other, unit.isPowerOfTwo() ? EXACT : ROUNDED);
    }
  }

  private static Settings withPrior(Settings settings, double[] centre, double[] scale) {
    return settings.with(new Regularisation(0, new GaussianPrior(centre, scale)));
  }

  /** Each parameter of a population may have its own unit, and the data another one. */
  @ParameterizedTest
  @EnumSource(
      value = OptimiserType.class,
      names = {"ADAM", "GAUSS_NEWTON"})
  void everyParameterMayHaveItsOwnUnit(OptimiserType type) {
    double[][] matrix = {{1, 0.2}, {0.5, -0.7}, {-0.3, 0.9}, {0.8, 0.4}};
    double[] truth = {1, -0.5, 0.8, 0.3, 0.6};
    Problem first =
        Problems.of(
            GaussianMeasure.full(2),
            new LinearMap(matrix),
            new IsotropicNoise(4),
            truth,
            new double[] {0.3},
            Family.ROWS,
            9);
    double[] units = {1e9, 1e-7};
    double[][] converted = new double[4][];
    Arrays.setAll(converted, i -> new double[] {matrix[i][0] / units[0], matrix[i][1] / units[1]});
    Problem other =
        new Problem(
            first.measure(), new LinearMap(converted), first.group().noise(), first.group().data());
    double[] slopes = {
      units[0], units[1], units[0] * units[0], units[0] * units[1], units[1] * units[1], 1
    };
    double[] start = {0.7, -0.2, 1, 0, 1};
    Settings settings = settings(type, STEPS);
    Result result = ScalarBackend.run(first, settings, Start.of(first, start));
    Result again =
        ScalarBackend.run(other, settings, Start.of(other, times(start, Arrays.copyOf(slopes, 5))));
    assertThat(again.arrival().verdict()).isEqualTo(result.arrival().verdict());
    assertThat(sentences(again)).isEqualTo(sentences(result));
    double[] errors = times(result.arrival().standardErrors(), slopes);
    requireClose("numbers", numbers(again), times(numbers(result), slopes), errors, ROUNDED);
    requireClose("errors", again.arrival().standardErrors(), errors, errors, ROUNDED);
  }

  private static double[] numbers(Result result) {
    return Stream.concat(result.parameters().stream(), result.noise().stream())
        .mapToDouble(Parameter::value)
        .toArray();
  }

  private static void requireInvariance(Family family, Settings settings, double exact) {
    Result first = run(family, settings, Unit.SAME);
    for (Unit unit : UNITS) {
      Result other = run(family, settings, unit);
      requireSame(
          family, unit, first, other, unit.isPowerOfTwo() ? exact : Math.max(exact, ROUNDED));
    }
  }

  private static Result run(Family family, Settings settings, Unit unit) {
    return ScalarBackend.run(family.problem(unit), settings, family.start(unit));
  }

  private static void requireSame(
      Family family, Unit unit, Result first, Result other, double tolerance) {
    Problem problem = family.problem(unit);
    Arrival arrival = first.arrival();
    assertThat(other.run().steps()).as("steps %s", unit).isEqualTo(first.run().steps());
    assertThat(other.arrival().verdict()).as("verdict %s", unit).isEqualTo(arrival.verdict());
    assertThat(other.arrival().mostMoving()).as("%s", unit).isEqualTo(arrival.mostMoving());
    assertThat(sentences(other)).as("%s", unit).isEqualTo(sentences(first));
    double lossError = first.loss().standardError();
    assertThat((other.loss().squared() - first.loss().squared()) / lossError)
        .as("loss %s", unit)
        .isCloseTo(0, within(tolerance));
    double[] coordinates = family.inUnit(first.coordinates(), unit).concatenated();
    double[] errors = times(arrival.coordinateErrors(), family.coordinateSlopes(problem, unit));
    requireClose("coordinates " + unit, other.coordinates(), coordinates, errors, tolerance);
    requireClose("errors " + unit, other.arrival().coordinateErrors(), errors, errors, tolerance);
    double[] slopes = family.slopes(problem, unit);
    double[] physicalErrors = times(arrival.standardErrors(), slopes);
    requireClose(
        "standard errors " + unit,
        other.arrival().standardErrors(),
        physicalErrors,
        physicalErrors,
        tolerance);
    for (int g = 0; g < arrival.individuals().size(); g++) {
      double[][] changes = arrival.individuals().get(g);
      for (int n = 0; n < changes.length; n++) {
        requireClose(
            "individual " + n + " " + unit,
            other.arrival().individuals().get(g)[n],
            times(changes[n], slopes),
            physicalErrors,
            tolerance);
      }
    }
    List<Trace.Row> rows = first.trace().rows();
    for (int r = 0; r < rows.size(); r++) {
      Trace.Row row = other.trace().rows().get(r);
      double norm = rows.get(r).gradientNorm();
      assertThat((row.gradientNorm() - norm) / norm)
          .as("gradient of step %d %s", r + 1, unit)
          .isCloseTo(0, within(ON_THE_WAY * tolerance));
      double difference = row.squared() - rows.get(r).squared();
      assertThat(difference / rows.get(r).standardError())
          .as("loss of step %d %s", r + 1, unit)
          .isCloseTo(0, within(ON_THE_WAY * tolerance));
    }
  }

  /** The warnings without their numbers. */
  private static List<String> sentences(Result result) {
    return result.warnings().stream()
        .map(sentence -> sentence.replaceAll("[-+0-9.]+(e[-+]?[0-9]+)?", "#"))
        .toList();
  }

  private static double[] times(double[] values, double[] slopes) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= slopes[i];
    }
    return product;
  }

  /** Equal but for a part of a standard error; numbers without one are not compared. */
  private static void requireClose(
      String of, double[] values, double[] expected, double[] errors, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      if (errors[i] > 0) {
        assertThat((values[i] - expected[i]) / errors[i])
            .as("%s, number %d", of, i + 1)
            .isCloseTo(0, within(tolerance));
      }
    }
  }
}
