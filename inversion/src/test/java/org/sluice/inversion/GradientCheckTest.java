package org.sluice.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.optimise.GaussianPrior;

class GradientCheckTest {

  private static final double[] START = {0.4, -0.2, 0.8, 0.6};

  static Stream<Arguments> problems() {
    double[] positions = {0, 0.2, 0.4, 0.6, 0.8, 1};
    Problem stationary =
        Problems.of(
            new DiagonalPopulation(2, true),
            new LinearMap(Problems.MATRIX),
            new StationaryNoise(Correlation.values()[0], positions),
            START.clone(),
            new double[] {0.5, 0.3},
            33,
            14);
    FullNoise full = new FullNoise(3);
    Problem pure =
        Problems.of(
            new NoPopulation(),
            new ZeroMap(3),
            full,
            new double[0],
            full.physical(full.coordinatesOfStandardDeviation(2)),
            25,
            15);
    return Stream.of(
        Arguments.of("linear", Problems.linearGaussian(30, START, 0.5), START),
        Arguments.of("full", Problems.logNormalFull(100), START),
        Arguments.of("diagonal", Problems.logNormalDiagonal(20), START),
        Arguments.of("stationary", stationary, START),
        Arguments.of("pure noise", pure, new double[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void everyCoordinateInBothVariantsAgreesWithCentralDifferences(
      String name, Problem problem, double[] start) {
    int alpha = problem.measure().coordinateCount();
    double[] scale = new double[alpha];
    Arrays.fill(scale, 2);
    Settings settings =
        Settings.defaults()
            .withRegularisation(
                new Regularisation(1e-2, new GaussianPrior(new double[alpha], scale)));
    List<GradientCheck> checks =
        ScalarBackend.use(
            (backend, parallelism) ->
                GradientCheck.of(
                    problem, settings, Start.of(problem, start), backend, parallelism));
    assertThat(checks).hasSize(2 * (alpha + problem.noise().coordinateCount()));
    assertThat(checks)
        .allSatisfy(check -> assertThat(check.relativeError()).isLessThanOrEqualTo(1e-6));
    assertThat(checks).anySatisfy(check -> assertThat(check.analytic()).isNotZero());
  }
}
