package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.checkpoint.CheckpointException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.OptimiserType;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.StopRules;

class ResumeTest {

  // Not the library's own comparison of numbers, which allows for rounding and none of NaN.
  private static final RecursiveComparisonConfiguration TO_THE_BIT =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFields("seconds")
          .withComparatorForType(Double::compare, Double.class)
          .build();

  private static final double[] START = {0, 0, 1.5, 1.5};
  private static final Settings SETTINGS =
      Settings.defaults()
          .with(Sampling.defaults().withSamples(100).withDataBatch(40))
          .with(new StopRules(Double.POSITIVE_INFINITY, 0.01))
          .with(Optimisation.defaults().withSteps(120));

  @TempDir Path directory;

  private final Problem problem = Problems.logNormalDiagonal(90);
  private final Start start = Start.of(problem, START);

  private Result stoppedAt(long step) {
    return stoppedAt(step, SETTINGS);
  }

  private Result stoppedAt(long step, Settings settings) {
    return ScalarBackend.use((backend, parallelism) -> {
      Inversion inversion = new Inversion(problem, settings, start, backend, parallelism);
      inversion.checkpointInto(directory);
      return inversion.run((row, lastStep) -> {
        if (row.step() == step) {
          inversion.requestStop();
        }
      });
    });
  }

  private Result resumed(Settings settings) {
    return ScalarBackend.use((backend, parallelism) -> {
      Inversion inversion = new Inversion(problem, settings, start, backend, parallelism);
      inversion.resumeFrom(directory);
      return inversion.run(Progress.silent());
    });
  }

  // In the middle of a window, at its end, among the averaged steps, at the very end.
  @ParameterizedTest
  @ValueSource(longs = {1, 33, 50, 100, 119, 120})
  void aResumedRunIsTheUninterruptedOneToTheBit(long step) {
    Result whole = ScalarBackend.run(problem, SETTINGS, start);
    Result first = stoppedAt(step);
    assertThat(first.run().steps()).isEqualTo(Math.min(step, whole.run().steps()));
    if (step < whole.run().steps()) {
      assertThat(first.run().stopped()).isEqualTo(Stopped.INTERRUPTED);
    }
    Result second = resumed(SETTINGS);
    assertThat(second.coordinates()).isEqualTo(whole.coordinates());
    assertThat(second.loss()).isEqualTo(whole.loss());
    assertThat(second.run().steps()).isEqualTo(whole.run().steps());
    assertThat(second.run().stopped()).isEqualTo(whole.run().stopped());
    assertThat(second.trace().rows())
        .usingRecursiveFieldByFieldElementComparator(TO_THE_BIT)
        .isEqualTo(whole.trace().rows());
  }

  // On the way there, and among the averaged Newton points, between two linearisations and at one.
  @ParameterizedTest
  @ValueSource(longs = {3, 17, 31})
  void aResumedGaussNewtonRunIsTheUninterruptedOneToTheBit(long step) {
    Settings settings =
        SETTINGS.with(SETTINGS.optimisation().withType(OptimiserType.GAUSS_NEWTON).withSteps(40));
    Result whole = ScalarBackend.run(problem, settings, start);
    assertThat(stoppedAt(step, settings).run().steps()).isEqualTo(step);
    Result second = resumed(settings);
    assertThat(second.coordinates()).isEqualTo(whole.coordinates());
    assertThat(second.arrival().steps()).isEqualTo(whole.arrival().steps());
    assertThat(second.run().steps()).isEqualTo(whole.run().steps());
  }

  @Test
  void aGaussNewtonRunHasTheSameBitsForEveryNumberOfThreads() {
    Settings settings =
        SETTINGS.with(SETTINGS.optimisation().withType(OptimiserType.GAUSS_NEWTON).withSteps(30));
    Result one = ScalarBackend.run(problem, settings, start);
    Result three =
        ScalarBackend.use(
            3,
            (backend, parallelism) ->
                new Inversion(problem, settings, start, backend, parallelism)
                    .run(Progress.silent()));
    assertThat(three.coordinates()).isEqualTo(one.coordinates());
    assertThat(three.arrival().standardErrors()).isEqualTo(one.arrival().standardErrors());
  }

  /** A run that ended by its budget goes on if the budget is raised. */
  @Test
  void moreStepsContinueAFinishedRun() {
    Settings newton =
        SETTINGS.with(SETTINGS.optimisation().withType(OptimiserType.GAUSS_NEWTON).withSteps(40));
    stoppedAt(-1, newton.with(newton.optimisation().withSteps(17)));
    assertThat(resumed(newton).coordinates())
        .isEqualTo(ScalarBackend.run(problem, newton, start).coordinates());
    Settings adam =
        SETTINGS
            .with(StopRules.defaults())
            .with(SETTINGS.optimisation().withType(OptimiserType.ADAM));
    stoppedAt(-1, adam.with(adam.optimisation().withSteps(20)));
    Result longer = resumed(adam);
    assertThat(longer.run().steps()).isEqualTo(120);
    assertThat(longer.trace().rows().getLast().learningRate())
        .isEqualTo(adam.optimisation().lastLearningRate());
  }

  @Test
  void theFirstCheckpointIsWrittenBeforeTheFirstStep() {
    ScalarBackend.use((backend, parallelism) -> {
      Inversion inversion = new Inversion(problem, SETTINGS, start, backend, parallelism);
      inversion.checkpointInto(directory);
      return inversion.run((row, lastStep) -> {
        if (row.step() == 1) {
          assertThat(directory.resolve("inversion.checkpoint")).exists();
          inversion.requestStop();
        }
      });
    });
  }

  @Test
  void otherSettingsAreRefused() {
    stoppedAt(3);
    assertThatThrownBy(() -> resumed(SETTINGS.withSeed(2)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("belongs to another run: its seed was 1 and is now 2");
    assertThatThrownBy(() -> resumed(SETTINGS.with(SETTINGS.optimisation().withSteps(60))))
        .hasMessageContaining("its steps was 120 and is now 60");
    // The seconds between checkpoints have no part in the result.
    assertThat(resumed(SETTINGS.with(SETTINGS.execution().withCheckpointSeconds(5))).run().steps())
        .isGreaterThan(3);
  }
}
