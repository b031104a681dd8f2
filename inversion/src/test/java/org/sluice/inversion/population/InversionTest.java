package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.examine.Identifiability;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Execution;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Regularisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.StopRules;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.kernels.ElementType;

class InversionTest {

  private static final double[] TRUTH = {1.0, -0.5, 0.8, 0.6};
  private static final double[] START = {0, 0, 1.5, 1.5};

  private static Settings brief(long steps) {
    return Settings.defaults()
        .with(Method.PAPER_CUT)
        .with(Sampling.defaults().withSamples(150).withSlices(12))
        .with(Optimisation.defaults().withSteps(steps));
  }

  private static double[] values(List<Parameter> parameters) {
    return parameters.stream().mapToDouble(Parameter::value).toArray();
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void linearGaussianPopulationAndNoiseAreRecovered(ElementType precision) {
    Problem problem = Problems.linearGaussian(1000, TRUTH, 0.3);
    Settings settings =
        Settings.defaults()
            .with(Method.PAPER_CUT)
            .with(Execution.defaults().withPrecision(precision))
            .with(Sampling.defaults().withSamples(300).withSlices(18))
            .with(Optimisation.defaults().withSteps(300).withLearningRate(0.05));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, START));
    double[] population = values(result.parameters());
    for (int i = 0; i < TRUTH.length; i++) {
      // Three standard errors of 1000 draws.
      assertThat(population[i]).isCloseTo(TRUTH[i], within(0.08));
    }
    assertThat(values(result.noise())[0]).isCloseTo(0.3, within(0.015));
    assertThat(result.covariances().getFirst()[0]).isCloseTo(0.09, within(0.01));
    assertThat(result.run().stopped()).isEqualTo(Stopped.BUDGET);
    // Of 300 steps and the final loss; differences for the units of two means, every 50 steps.
    long steps = result.run().forwardSolves() - result.arrival().forwardSolves();
    assertThat(steps).isBetween(301L * 300, 301L * 300 + 6 * 2 * 5 * 300);
    // 300 samples a step are few for 1000 data, and the verdict can tell all the same.
    assertThat(result.arrival().verdict()).isEqualTo(Verdict.ARRIVED);
    assertThat(result.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theNumberOfThreadsDoesNotChangeABit(int threads) {
    Problem problem = Problems.logNormalDiagonal(90);
    Settings settings = brief(15).with(Method.PAPER_STANDARD);
    Start start = Start.of(problem, START);
    assertThat(coordinates(problem, settings, start, threads))
        .isEqualTo(coordinates(problem, settings, start, 1));
  }

  private static double[] coordinates(
      Problem problem, Settings settings, Start start, int threads) {
    return ScalarBackend.use(
        threads,
        (backend, parallelism) ->
            new Inversion(problem, settings, start, backend, parallelism)
                .run(Progress.silent())
                .coordinates());
  }

  @Test
  void theSeedChangesTheIterates() {
    Problem problem = Problems.logNormalDiagonal(90);
    Start start = Start.of(problem, START);
    assertThat(coordinates(problem, brief(5), start, 1))
        .isNotEqualTo(coordinates(problem, brief(5).withSeed(2), start, 1));
  }

  @Test
  void batchesOfDataRecoverTheMean() {
    Problem problem = Problems.linearGaussian(1000, TRUTH, 0.3);
    Settings settings = brief(400).with(brief(1).sampling().withDataBatch(100));
    Result result =
        ScalarBackend.run(problem, settings, Start.of(problem, new double[] {0, 0, 0.8, 0.6}));
    assertThat(values(result.parameters())[0]).isCloseTo(1, within(0.1));
  }

  @Test
  void aPlateauEndsTheRunWithItsClosingSteps() {
    Problem problem = Problems.linearGaussian(200, TRUTH, 0.3);
    Settings settings = brief(4000).with(new StopRules(Double.POSITIVE_INFINITY, 0.5));
    settings = settings.with(settings.optimisation().withLearningRate(0.05).withAveraging(0.01));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, START));
    assertThat(result.run().stopped()).isEqualTo(Stopped.PLATEAU);
    assertThat(result.run().steps()).isBetween(140L, 1500L);
    assertThat((result.run().steps() - 40) % 50).isZero();
    List<Trace.Row> rows = result.trace().rows();
    assertThat(rows.getLast().learningRate()).isEqualTo(0.05 / 8);
  }

  /** While the noise still falls the whitened loss rises, so a level loss is no end. */
  @Test
  void noPlateauIsSeenWhileTheNoiseStillFalls() {
    Problem problem = Problems.linearGaussian(200, TRUTH, 0.3);
    Settings settings =
        brief(3000)
            .with(new StopRules(Double.POSITIVE_INFINITY, 0.2))
            .with(new Optimisation(3000, 0.02, 1, 0.02));
    double[] start = {1, -0.5, 0.8, 0.6};
    Result result =
        ScalarBackend.run(problem, settings, Start.of(problem, start, new double[] {30}));
    assertThat(result.run().stopped()).isEqualTo(Stopped.PLATEAU);
    double errors = result.arrival().standardErrors()[4];
    assertThat(values(result.noise())[0]).isCloseTo(0.29, within(0.02 + 2 * errors));
  }

  @Test
  void theWallTimeEndsTheRun() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    Settings settings = brief(1_000_000).with(new StopRules(0.2, 0));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, START));
    assertThat(result.run().stopped()).isEqualTo(Stopped.WALL);
    assertThat(result.run().seconds()).isBetween(0.2, 5.0);
  }

  @Test
  void theTraceIsThinnedAndBounded() {
    Problem problem = Problems.linearGaussian(4, TRUTH, 0.3);
    Settings settings =
        brief(4500)
            .with(
                Sampling.defaults()
                    .withSamples(2)
                    .withSlices(1)
                    .withDirections(RandomDirections.IID))
            .with(new Optimisation(4500, 1e-9, 1, 0));
    Result result = ScalarBackend.run(problem, settings, Start.of(problem, START));
    List<Trace.Row> rows = result.trace().rows();
    assertThat(rows).hasSize(1125);
    for (int r = 0; r < rows.size(); r++) {
      assertThat(rows.get(r).step()).isEqualTo(4L * r + 1);
    }
  }

  @Test
  void divergenceIsSaidInOneSentence() {
    Problem problem = Problems.logNormalFull(50);
    Settings settings = brief(50).with(new Optimisation(50, 1e4, 1, 0));
    assertThatThrownBy(() -> ScalarBackend.run(problem, settings, Start.of(problem, START)))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("diverged in step 2")
        .hasMessageContaining("learning rate");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e200, 1e308})
  void aNoiseThatOverflowsIsADivergence(double noise) {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    Start start = Start.of(problem, TRUTH, new double[] {noise});
    assertThatThrownBy(() -> ScalarBackend.run(problem, brief(3), start))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the noise's variances are not finite (row 1, column 1 is Infinity)");
  }

  @Test
  void theStandardGradientOfTheCorrectedLossIsWarnedOf() {
    Problem problem = Problems.linearGaussian(20, TRUTH, 0.3);
    Method method = new Method(GradientVariant.STANDARD, Weight.NOISE, FiniteSample.CORRECTED);
    assertThat(warnings(problem, brief(2).with(method), Start.of(problem, START)))
        .singleElement()
        .asString()
        .startsWith("the standard gradient inflates the noise");
  }

  @Test
  void vanishingNoiseIsWarnedOfOnce() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    Start start = Start.of(problem, TRUTH, new double[] {1e-6});
    Optimisation still = new Optimisation(200, 1e-9, 1, 0);
    List<String> warnings = warnings(problem, brief(1).with(still), start);
    assertThat(warnings).hasSize(1).first().asString().startsWith("the noise is vanishing");
  }

  @Test
  void aCollapsingPopulationIsWarnedOf() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    GaussianPrior narrow =
        new GaussianPrior(new double[] {1, -0.5, -20, -20}, new double[] {1, 1, 0.01, 0.01});
    Settings settings =
        brief(1).with(new Optimisation(128, 0.5, 1, 0)).with(new Regularisation(0, narrow));
    assertThat(warnings(problem, settings, Start.of(problem, TRUTH)))
        .anySatisfy(sentence -> assertThat(sentence).startsWith("the population is collapsing"));
  }

  /** A parameter in a small unit has the larger numbers, but is no more of the population. */
  @Test
  void aPopulationIsNoPointWhileOneParameterVaries() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    double unit = 1e9;
    double[][] converted = new double[6][];
    Arrays.setAll(
        converted, i -> new double[] {Problems.MATRIX[i][0] / unit, Problems.MATRIX[i][1]});
    Problem small =
        new Problem(
            problem.measure(),
            new LinearMap(converted),
            problem.group().noise(),
            problem.group().data());
    double[] scales = {unit, 1, 0.01, 0.01};
    GaussianPrior narrow = new GaussianPrior(new double[] {unit, -0.5, -20, -0.5}, scales);
    Settings settings =
        brief(1).with(new Optimisation(128, 0.5, 1, 0)).with(new Regularisation(0, narrow));
    Start start = Start.of(small, new double[] {unit, -0.5, 0.8 * unit, 0.6});
    assertThat(warnings(small, settings, start))
        .noneSatisfy(sentence -> assertThat(sentence).startsWith("the population is collapsing"));
  }

  @Test
  void anIllConditionedCovarianceIsWarnedOf() {
    Problem problem = Problems.logNormalDiagonal(50);
    Start start = Start.of(problem, TRUTH, new double[] {1e-5, 1, 1, 1, 1, 1});
    Optimisation still = new Optimisation(64, 1e-9, 1, 0);
    assertThat(warnings(problem, brief(1).with(still), start))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("the noise covariance is nearly singular");
  }

  private static List<String> warnings(Problem problem, Settings settings, Start start) {
    List<String> told = new ArrayList<>();
    Progress listener =
        new Progress() {
          @Override
          public void step(Trace.Row row, long lastStep) {}

          @Override
          public void warning(String sentence) {
            told.add(sentence);
          }
        };
    Result result =
        ScalarBackend.use((backend, parallelism) -> {
          Inversion inversion = new Inversion(problem, settings, start, backend, parallelism);
          inversion.withoutVerdict();
          return inversion.run(listener);
        });
    assertThat(result.warnings()).isEqualTo(told);
    return told;
  }

  @Test
  void aFreeCovarianceUnderAGaussianSignalIsWarnedOf() {
    Problem gaussian =
        Problems.of(
            GaussianMeasure.diagonal(2),
            new LinearMap(Problems.MATRIX),
            new FullNoise(6),
            TRUTH,
            new FullNoise(6).physical(new FullNoise(6).coordinatesOfStandardDeviation(1)),
            20,
            3);
    assertThat(Identifiability.warning(gaussian, Start.of(gaussian, START)))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("Gaussian"));
    Problem isotropic = Problems.linearGaussian(20, TRUTH, 1);
    assertThat(Identifiability.warning(isotropic, Start.of(isotropic, START))).isEmpty();
    Problem curved = Problems.logNormalFull(20);
    assertThat(Identifiability.warning(curved, Start.of(curved, START))).isEmpty();
    assertThat(warnings(gaussian, brief(1), Start.of(gaussian, START)))
        .singleElement()
        .asString()
        .startsWith("the signal is Gaussian and the noise covariance is free");
  }

  /** A flexible population starts at parameters at which its laws are Gaussian. */
  @Test
  void aFlexiblePopulationIsNotTakenForAGaussianOne() {
    ParameterMeasure learned = new LearnedMeasure(1, 4);
    double[] gaussianStart = learned.physicalNear(new double[] {100}, new double[] {10});
    assertThat(warningUnderFullNoise(learned, gaussianStart)).isEmpty();
    assertThat(warningUnderFullNoise(new SinhArcsinhMeasure(1), new double[] {100, 10, 0, 1}))
        .isEmpty();
    assertThat(warningUnderFullNoise(GaussianMeasure.diagonal(1), new double[] {100, 10}))
        .isPresent();
  }

  private static Optional<String> warningUnderFullNoise(ParameterMeasure measure, double[] start) {
    FullNoise noise = new FullNoise(3);
    double[] physical = noise.physical(noise.coordinatesOfStandardDeviation(5));
    Problem problem = Problems.of(measure, new ReplicatesMap(3), noise, start, physical, 20, 4);
    return Identifiability.warning(problem, Start.of(problem, start));
  }

  @Test
  void theEstimateOfMemoryGrowsWithTheSamples() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    long small = bytes(problem, 1000, 16, 1);
    long large = bytes(problem, 10_000, 16, 1);
    // x, ∂x in double, ŷ, ∂ŷ, ζ in the loss's type: five matrices of M × 6.
    assertThat(large - small).isGreaterThanOrEqualTo(5L * 9000 * 6 * 8);
  }

  /** Growth is in the sum from the beginning: 200 steps may double 16 slices four times. */
  @Test
  void theEstimateOfMemoryIsThatOfTheMostSlicesOfAuto() {
    Problem problem = Problems.linearGaussian(50, TRUTH, 0.3);
    assertThat(bytes(problem, Sampling.defaults(), 200))
        // The backend's directions of 16 to 128 slices are freed with the backend alone.
        .isEqualTo(bytes(problem, 1000, 256, 200) + (16 + 32 + 64 + 128) * 6 * Double.BYTES);
    assertThat(bytes(problem, Sampling.defaults(), 49)).isEqualTo(bytes(problem, 1000, 16, 200));
  }

  /** Once a block of them is full, nothing but directions and a distance each is added. */
  @Test
  void slicesAddTheirDirectionsAlone() {
    Problem problem = Problems.linearGaussian(500, TRUTH, 0.3);
    long more = bytes(problem, 1000, 2000, 200) - bytes(problem, 1000, 500, 200);
    // Θ and W on the host, W on the backend; squared distances of the loss and of its plan.
    assertThat(more).isBetween(0L, 1500L * (3 * 6 + 2) * Double.BYTES + 256);
  }

  /** A file of directions is met again in each step, and the data's ranks are kept if not many. */
  @Test
  void keptRanksHaveAMost() {
    Problem problem = Problems.linearGaussian(500, TRUTH, 0.3);
    Settings settings =
        Settings.defaults().with(Sampling.defaults().withRandomNumbers(RandomNumbers.COMMON));
    assertThat(
            new StepSizes(problem, settings).shape(problem.group(), 60_000).recurringDirections())
        .isTrue();
    assertThat(
            new StepSizes(problem, settings).shape(problem.group(), 70_000).recurringDirections())
        .isFalse();
  }

  /** Batches of data come one after the other in the same matrix, and must be read each time. */
  @Test
  void onlyAllDataAreConstant() {
    Problem problem = Problems.linearGaussian(500, TRUTH, 0.3);
    Sampling batches = Sampling.defaults().withDataBatch(100);
    Settings all = Settings.defaults().with(Method.PAPER_CUT);
    assertThat(new StepSizes(problem, all).shape(problem.group(), 20).constantData()).isTrue();
    assertThat(new StepSizes(problem, all.with(batches)).shape(problem.group(), 20).constantData())
        .isFalse();
  }

  @Test
  void stepsDoNotAllocateWithTheirSamples() {
    Problem problem =
        Problems.of(
            new EmptyMeasure(),
            new ZeroMap(6),
            new IsotropicNoise(6),
            new double[0],
            new double[] {1},
            500,
            4);
    Start start = Start.of(problem, new double[0]);
    Settings settings = brief(300).with(Sampling.defaults().withSlices(6));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[301];
    ScalarBackend.use((backend, parallelism) ->
        new Inversion(problem, settings, start, backend, parallelism)
            .run((row, lastStep) ->
                allocated[(int) row.step()] = threads.getCurrentThreadAllocatedBytes()));
    long perStep = (allocated[300] - allocated[200]) / 100;
    // The samples alone are 1000 x 6 doubles, 48,000 bytes.
    assertThat(perStep).isLessThan(10_000);
  }

  private static long bytes(Problem problem, int samples, int slices, int steps) {
    return bytes(problem, Sampling.defaults().withSamples(samples).withSlices(slices), steps);
  }

  private static long bytes(Problem problem, Sampling sampling, int steps) {
    Settings settings = brief(steps).with(sampling);
    return ScalarBackend.use((backend, parallelism) ->
        Inversion.footprint(problem, settings, backend, parallelism).buffers());
  }
}
