package org.sluice.inversion.population.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LevelSetField;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.measure.field.WhittleMaternField;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.LaplaceLaw;
import org.sluice.inversion.noise.ShapedNoise;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.noise.StudentLaw;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.Problems;
import org.sluice.inversion.population.ScalarBackend;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Regularisation;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;

class GradientCheckTest {

  private static final double[] START = {0.4, -0.2, 0.8, 0.6};

  static Stream<Arguments> problems() {
    double[] positions = {0, 0.2, 0.4, 0.6, 0.8, 1};
    Problem stationary =
        Problems.of(
            LogNormalMeasure.diagonal(2),
            new LinearMap(Problems.MATRIX),
            new StationaryNoise(Correlation.values()[0], positions),
            START.clone(),
            new double[] {0.5, 0.3},
            33,
            14);
    FullNoise full = new FullNoise(3);
    Problem pure =
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(3),
            full,
            new double[0],
            full.physical(full.coordinatesOfStandardDeviation(2)),
            25,
            15);
    double[] nodes = DarcyMap.positions(30);
    DarcyMap darcy = new DarcyMap(30, Sensors.uniform(7, 5), 10);
    Problem logNormalField =
        Problems.of(
            new LogNormalField(FieldGrid.line(nodes), 0.3, 1.5),
            darcy,
            new IsotropicNoise(7),
            new double[] {0.5, -0.5},
            new double[] {0.1},
            40,
            16);
    Problem levelSet =
        Problems.of(
            LevelSetField.smooth(FieldGrid.line(nodes)),
            darcy,
            new IsotropicNoise(7),
            new double[] {8, 1, 2},
            new double[] {0.1},
            40,
            17);
    Problem whittleMatern =
        Problems.of(
            new WhittleMaternField(FieldGrid.line(nodes), 1),
            darcy,
            new FullNoise(7),
            new double[] {0.5, 1.5},
            new FullNoise(7).physical(new FullNoise(7).coordinatesOfStandardDeviation(0.2)),
            40,
            18);
    Problem bounded =
        Problems.of(
            new BoundedMeasure(new double[] {0, -1}, new double[] {2, 1}),
            new LinearMap(Problems.MATRIX),
            new IsotropicNoise(6),
            new double[] {0.5, 0.2, 0.8, 0.6},
            new double[] {0.3},
            40,
            19);
    double[] covariance = {0.4, -0.2, 0.8, 0.1, 0.6};
    Problem fullPopulation =
        Problems.of(
            LogNormalMeasure.full(2),
            new LinearMap(Problems.MATRIX),
            new IsotropicNoise(6),
            covariance,
            new double[] {0.3},
            40,
            20);
    double[] mixed = {0.3, -1, 0.5, 1, 0.9, 0.7, 0.3, 0.4, 1.2};
    Problem mixture =
        Problems.of(
            new GaussianMixtureMeasure(2, 2),
            new LinearMap(Problems.MATRIX),
            new ShapedNoise(new DiagonalNoise(6), new StudentLaw()),
            mixed,
            new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 4},
            40,
            21);
    double[] skewed = {1, -2, 3, 0.5, 0.4, -0.3, 1.2, 0.7};
    Problem sinhArcsinh =
        Problems.of(
            new SinhArcsinhMeasure(2),
            new LinearMap(Problems.MATRIX),
            new ShapedNoise(new IsotropicNoise(6), new LaplaceLaw()),
            skewed,
            new double[] {0.3},
            40,
            22);
    double[] network = {1, -2, 3, 0.5, 0.3, -0.8, 0.5, 0.6, 1.1, -0.4, 0.2, 0.9, -0.7, 0.4};
    Problem learned =
        Problems.of(
            new LearnedMeasure(2, 2),
            new LinearMap(Problems.MATRIX),
            new IsotropicNoise(6),
            network,
            new double[] {0.3},
            40,
            23);
    return Stream.of(
        Arguments.of("mixture, Student", mixture, mixed),
        Arguments.of("sinh-arcsinh, Laplace", sinhArcsinh, skewed),
        Arguments.of("learned", learned, network),
        Arguments.of("log-normal field", logNormalField, new double[] {0.3, -0.3}),
        Arguments.of("level set", levelSet, new double[] {5, 1.2, 3}),
        Arguments.of("Whittle-Matérn", whittleMatern, new double[] {0.7, 2}),
        Arguments.of("bounded", bounded, new double[] {0.6, 0.1, 0.7, 0.7}),
        Arguments.of("full population", fullPopulation, covariance),
        Arguments.of("linear", Problems.linearGaussian(30, START, 0.5), START),
        Arguments.of("full", Problems.logNormalFull(100), START),
        Arguments.of("diagonal", Problems.logNormalDiagonal(20), START),
        Arguments.of("stationary", stationary, START),
        Arguments.of("pure noise", pure, new double[0]));
  }

  /** All that the mathematics allows. */
  private static List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    for (FiniteSample finiteSample : FiniteSample.values()) {
      for (Weight weight : Weight.values()) {
        methods.add(new Method(GradientVariant.CUT, weight, finiteSample));
      }
      methods.add(new Method(GradientVariant.STANDARD, Weight.NOISE, finiteSample));
    }
    return methods;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void everyCoordinateByEveryMethodAgreesWithCentralDifferences(
      String name, Problem problem, double[] start) {
    int alpha = problem.measure().coordinateCount();
    double[] scale = new double[alpha];
    Arrays.fill(scale, 2);
    Settings settings =
        Settings.defaults()
            .with(new Regularisation(1e-2, new GaussianPrior(new double[alpha], scale)));
    for (Method method : methods()) {
      List<GradientCheck> checks =
          ScalarBackend.use((backend, parallelism) ->
              GradientCheck.of(
                  problem, settings.with(method), Start.of(problem, start), backend, parallelism));
      assertThat(checks).hasSize(alpha + problem.noise().coordinateCount());
      assertThat(checks)
          .allSatisfy(check -> assertThat(check.method()).isEqualTo(method))
          .allSatisfy(check -> assertThat(check.relativeError()).isLessThanOrEqualTo(1e-6));
      assertThat(checks).anySatisfy(check -> assertThat(check.analytic()).isNotZero());
    }
  }
}
