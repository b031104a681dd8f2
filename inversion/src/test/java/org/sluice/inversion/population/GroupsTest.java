package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.checkpoint.Traits;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.KnownDeviations;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.population.examine.GradientCheck;
import org.sluice.inversion.population.examine.Identifiability;
import org.sluice.inversion.population.newton.Curvature;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Regularisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.Matrix;

class GroupsTest {

  private static final double[] TRUTH = {1.0, -0.5, 0.8, 0.6};
  private static final double[] START = {0, 0, 1.2, 1.2};
  private static final double NOISE = 0.3;

  // Sensors that see the first parameter alone, and others that see the second.
  private static final double[][] FIRST = {{1, 0}, {0.7, 0}, {-0.5, 0}};
  private static final double[][] SECOND = {{0, 1}, {0, -0.8}, {0, 0.6}, {0, 1.2}, {0, 0.9}};

  private static Group group(
      String name, double[][] matrix, NoiseModel noise, boolean own, int rows, long seed) {
    double[] truth = new double[noise.coordinateCount()];
    Arrays.fill(truth, NOISE);
    Matrix data =
        Problems.of(
                GaussianMeasure.diagonal(2), new LinearMap(matrix), noise, TRUTH, truth, rows, seed)
            .group()
            .data();
    return new Group(name, new LinearMap(matrix), noise, own, data, null);
  }

  private static Problem shared(int first, int second) {
    return new Problem(
        GaussianMeasure.diagonal(2),
        List.of(
            group("first", FIRST, new IsotropicNoise(3), false, first, 61),
            group("second", SECOND, new IsotropicNoise(5), false, second, 62)));
  }

  private static double[] values(List<Parameter> parameters) {
    return parameters.stream().mapToDouble(Parameter::value).toArray();
  }

  @Test
  void bothGroupsTogetherTellWhatNeitherTellsAlone() {
    Problem problem = shared(500, 300);
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(400).withSlices(10))
            .with(Optimisation.defaults().withSteps(250).withLearningRate(0.05));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, START));
    double[] population = values(result.parameters());
    for (int i = 0; i < TRUTH.length; i++) {
      // Three standard errors of 300 draws.
      assertThat(population[i]).isCloseTo(TRUTH[i], within(0.12));
    }
    assertThat(result.noise()).hasSize(1);
    assertThat(values(result.noise())[0]).isCloseTo(NOISE, within(0.015));
    assertThat(result.covariances()).hasSize(2);
    assertThat(result.covariances().get(1)).hasSize(25);
    Curvature both = curvature(problem);
    assertThat(both.warnings()).isEmpty();
    Curvature alone =
        curvature(new Problem(problem.measure(), List.of(problem.groups().getFirst())));
    assertThat(alone.idle()).containsExactly("mean[2]", "sd[2]");
  }

  private static Curvature curvature(Problem problem) {
    double[] point = Start.of(problem, TRUTH, new double[] {NOISE}).concatenated();
    return ScalarBackend.use((backend, parallelism) ->
        Curvature.of(
            problem,
            Settings.defaults().with(Sampling.defaults().withSlices(6)),
            point,
            backend,
            parallelism));
  }

  @Test
  void theObjectiveIsTheSumOfTheGroupsOwnByTheirShares() {
    Problem problem = shared(30, 10);
    double[] point = Start.of(problem, new double[] {0.3, 0.2, 1, 0.9}).concatenated();
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(50).withSlices(8))
            .with(new Regularisation(1e-3, null));
    double[] gradient = new double[5];
    double value = evaluate(problem, settings, point, gradient);
    double[] expected = new double[5];
    double sum = 0;
    for (int g = 0; g < 2; g++) {
      Problem alone = new Problem(problem.measure(), List.of(problem.groups().get(g)));
      double[] part = new double[5];
      double share = g == 0 ? 0.75 : 0.25;
      sum += share * evaluate(alone, settings.withSeed(GroupSeed.of(1, g)), point, part);
      for (int i = 0; i < 5; i++) {
        expected[i] += share * part[i];
      }
    }
    assertThat(value).isCloseTo(sum, within(1e-12));
    assertThat(gradient).containsExactly(expected, within(1e-12));
  }

  private static double evaluate(
      Problem problem, Settings settings, double[] point, double[] gradient) {
    return ScalarBackend.use((backend, parallelism) -> {
      try (Objective objective =
          new Objective(problem, settings, SignalCovariance.of(problem), 8, backend, parallelism)) {
        objective.draw(1);
        return objective.evaluate(point, gradient);
      }
    });
  }

  /** Shared noise, noise of a group's own, and known noise, all in one problem. */
  private static Problem mixed() {
    ParameterMeasure measure = GaussianMeasure.diagonal(2);
    Group third = group("third", SECOND, new DiagonalNoise(5), true, 25, 63);
    Matrix deviations = Problems.normals(25, 5, 64, 0);
    for (int n = 0; n < 25; n++) {
      for (int j = 0; j < 5; j++) {
        deviations.set(n, j, Math.abs(deviations.get(n, j)));
      }
    }
    return new Problem(
        measure,
        List.of(
            group("first", FIRST, new IsotropicNoise(3), false, 40, 61),
            new Group(
                "third",
                third.forward(),
                third.noise(),
                true,
                third.data(),
                new KnownDeviations(deviations)),
            group("second", SECOND, new IsotropicNoise(5), false, 30, 62)));
  }

  static List<Method> methods() {
    return List.of(Method.SLUICE, Method.PAPER_CUT, Method.PAPER_STANDARD);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void gradientsAgreeWithCentralDifferences(Method method) {
    Problem problem = mixed();
    List<GradientCheck> checks =
        ScalarBackend.use((backend, parallelism) ->
            GradientCheck.of(
                problem,
                Settings.defaults().with(method).with(new Regularisation(1e-3, null)),
                Start.of(problem, START),
                backend,
                parallelism));
    assertThat(checks.stream().map(GradientCheck::name))
        .containsExactly(
            "mean[1]",
            "mean[2]",
            "sd[1]",
            "sd[2]",
            "sd",
            "third.sd[1]",
            "third.sd[2]",
            "third.sd[3]",
            "third.sd[4]",
            "third.sd[5]");
    assertThat(checks).allSatisfy(check -> assertThat(check.relativeError()).isLessThan(1e-6));
  }

  @TempDir Path directory;

  private static final Settings BRIEF =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(60))
          .with(Optimisation.defaults().withSteps(60));

  @ParameterizedTest
  @ValueSource(longs = {1, 50, 59})
  void aResumedRunIsTheUninterruptedOneToTheBit(long step) {
    Problem problem = mixed();
    Start start = Start.of(problem, START);
    Result whole = ScalarBackend.run(problem, BRIEF, start);
    ScalarBackend.use((backend, parallelism) -> {
      Inversion inversion = new Inversion(problem, BRIEF, start, backend, parallelism);
      inversion.checkpointInto(directory);
      return inversion.run((row, lastStep) -> {
        if (row.step() == step) {
          inversion.requestStop();
        }
      });
    });
    Result resumed =
        ScalarBackend.use(
            2,
            (backend, parallelism) -> {
              Inversion inversion = new Inversion(problem, BRIEF, start, backend, parallelism);
              inversion.resumeFrom(directory);
              return inversion.run(Progress.silent());
            });
    assertThat(resumed.coordinates()).isEqualTo(whole.coordinates());
    assertThat(resumed.loss()).isEqualTo(whole.loss());
  }

  @Test
  void otherKnownNoiseOrAnotherDesignIsAnotherRun() {
    Problem problem = mixed();
    Traits own = traits(problem);
    assertThat(traits(mixed())).isEqualTo(own);
    Group third = problem.groups().get(1);
    Group other =
        new Group(
            third.name(),
            third.forward(),
            third.noise(),
            true,
            third.data(),
            new KnownDeviations(Matrix.of(new double[125], 25, 5)));
    assertThat(traits(replaced(problem, 1, other))).isNotEqualTo(own);
    double[][] matrix = {{1, 0}, {0.7, 0}, {-0.5, 0.1}};
    Group first = problem.groups().getFirst();
    Group moved =
        new Group("first", new LinearMap(matrix), first.noise(), false, first.data(), null);
    assertThat(traits(replaced(problem, 0, moved))).isNotEqualTo(own);
  }

  private static Traits traits(Problem problem) {
    return InversionTraits.of(problem, BRIEF, Start.of(problem, START), "scalar");
  }

  private static Problem replaced(Problem problem, int index, Group group) {
    List<Group> groups = new ArrayList<>(problem.groups());
    groups.set(index, group);
    return new Problem(problem.measure(), groups);
  }

  @Test
  void sharedNoiseStartsFromAllDataAndOwnNoiseFromTheGroups() {
    Problem problem = mixed();
    double[] noise = problem.noise().physical(Start.of(problem, START).noise());
    assertThat(noise[0]).isCloseTo(problem.pooledStandardDeviation(), within(1e-12));
    assertThat(noise[5])
        .isCloseTo(problem.groups().get(1).pooledStandardDeviation(), within(1e-12));
  }

  @Test
  void freeNoiseOfOneGroupLeavesThePopulationToTheOthers() {
    Group isotropic = group("a", SECOND, new IsotropicNoise(5), false, 5, 61);
    double[][] both = {{1, 0}, {0, 1}};
    Matrix data = Problems.normals(5, 2, 65, 0);
    Group free = new Group("b", new LinearMap(both), new FullNoise(2), true, data, null);
    ParameterMeasure measure = GaussianMeasure.diagonal(2);
    Problem problem = new Problem(measure, List.of(isotropic, free));
    assertThat(Identifiability.warning(problem, Start.of(problem, START)).orElseThrow())
        .contains("the signal of group b is Gaussian", "unless other groups tell the population");
    Problem own = new Problem(measure, List.of(isotropic));
    assertThat(Identifiability.warning(own, Start.of(own, START))).isEmpty();
  }

  @Test
  void refusesGroupsThatDoNotGoTogether() {
    Group isotropic = group("a", FIRST, new IsotropicNoise(3), false, 5, 61);
    Group diagonal = group("b", SECOND, new DiagonalNoise(5), false, 5, 62);
    ParameterMeasure measure = GaussianMeasure.diagonal(2);
    assertThatThrownBy(() -> new Problem(measure, List.of(isotropic, diagonal)))
        .hasMessage(
            "the groups a and b cannot share their noise, whose numbers are not the same: 1 and 5; give each group noise of its own");
    assertThatThrownBy(() -> new Problem(measure, List.of(isotropic, isotropic)))
        .hasMessage("two groups have the same name; give each its own");
    assertThatThrownBy(() -> new Problem(measure, List.of()))
        .hasMessage("a problem needs at least one group of individuals");
  }
}
