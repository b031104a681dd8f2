package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.examine.GradientCheck;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** With common random numbers the loss is one fixed function of all data. */
class CommonRandomNumbersTest {

  private static final double[] TRUTH = {1, -0.5, 0.4, 0.6};
  private static final int ROWS = 30;

  /** Half of the samples are a fifth of the data. */
  private static final Sampling COMMON =
      Sampling.defaults()
          .withSamples(2 * ROWS / 5)
          .withSlices(6)
          .withRandomNumbers(RandomNumbers.COMMON);

  @ParameterizedTest
  @ValueSource(strings = {"sluice", "paper-cut", "paper-standard"})
  void everyRowInfluencesTheResult(String method) {
    Settings settings =
        Settings.defaults()
            .with(Method.named(method).orElseThrow(), COMMON)
            .with(new Optimisation(3, 0.05, 1, 0));
    Problem problem = Problems.linearGaussian(ROWS, TRUTH, 0.3);
    double[] before = run(problem, settings).coordinates();
    for (int row = 0; row < ROWS; row++) {
      Problem changed = with(problem, row, 3);
      assertThat(run(changed, settings).coordinates()).as("row %d", row).isNotEqualTo(before);
    }
  }

  @Test
  void everyRowOfEveryGroupInfluencesTheResult() {
    Settings settings = Settings.defaults().with(COMMON).with(new Optimisation(3, 0.05, 1, 0));
    Problem first = Problems.linearGaussian(ROWS, TRUTH, 0.3);
    Problem second = Problems.linearGaussian(ROWS / 2, TRUTH, 0.3);
    double[] before = run(together(first, second), settings).coordinates();
    for (int row = 0; row < ROWS / 2; row++) {
      assertThat(run(together(first, with(second, row, 3)), settings).coordinates())
          .as("row %d", row)
          .isNotEqualTo(before);
    }
  }

  /** At a learning rate that moves nothing, only other numbers could change the loss. */
  @Test
  void theFunctionIsTheSameInEachStep() {
    Settings settings =
        Settings.defaults()
            .with(Sampling.defaults().withSamples(20).withRandomNumbers(RandomNumbers.COMMON))
            .with(new Optimisation(120, 1e-14, 1, 0));
    Result result = run(Problems.linearGaussian(ROWS, TRUTH, 0.3), settings);
    double first = result.trace().rows().get(0).squared();
    for (int step = 1; step < 120; step++) {
      assertThat(result.trace().rows().get(step).squared()).isCloseTo(first, within(1e-9));
    }
    assertThat(result.run().slices()).isEqualTo(128);
  }

  @Test
  void aBatchIsRefusedUnlessItHoldsAllData() {
    Problem problem = Problems.linearGaussian(ROWS, TRUTH, 0.3);
    Settings settings = Settings.defaults().with(new Optimisation(1, 0.05, 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(problem, settings.with(COMMON.withDataBatch(ROWS - 1))))
        .withMessage(
            "random_numbers = \"common\" fixes a function of all 30 data, of which data_batch = 29 leaves some out in every step; leave data_batch out or take random_numbers = \"fresh\"");
    assertThat(run(problem, settings.with(COMMON.withDataBatch(ROWS))).coordinates())
        .isEqualTo(run(problem, settings.with(COMMON)).coordinates());
  }

  /** The check takes few data, which is no batch of the run's. */
  @Test
  void theGradientIsCheckedAsWithFreshNumbers() {
    Problem problem = Problems.linearGaussian(60, TRUTH, 0.3);
    Settings settings = Settings.defaults().with(COMMON);
    Start start = Start.of(problem, new double[] {0, 0, 1, 1}, new double[] {0.5});
    try (Parallelism one = Parallelism.of(1);
        Backend backend = Backends.open("scalar", one).backend()) {
      assertThat(GradientCheck.of(problem, settings, start, backend, one))
          .hasSize(5)
          .allMatch(check -> check.relativeError() < 1e-5);
    }
  }

  private static Problem together(Problem first, Problem second) {
    return new Problem(first.measure(), List.of(group("first", first), group("second", second)));
  }

  private static Group group(String name, Problem problem) {
    Group only = problem.group();
    return new Group(name, only.forward(), new IsotropicNoise(6), false, only.data(), null);
  }

  /** The same with a row shifted. */
  private static Problem with(Problem problem, int row, double shift) {
    Group group = problem.group();
    Matrix data = Matrix.of(group.data().toDoubles(), Math.toIntExact(group.data().rows()), 6);
    for (int j = 0; j < 6; j++) {
      data.set(row, j, data.get(row, j) + shift);
    }
    return new Problem(problem.measure(), group.differentiable(), group.noise(), data);
  }

  /** The start does not depend on the data. */
  private static Result run(Problem problem, Settings settings) {
    Start start = Start.of(problem, new double[] {0, 0, 1, 1}, new double[] {0.5});
    return ScalarBackend.run(problem, settings, start);
  }
}
