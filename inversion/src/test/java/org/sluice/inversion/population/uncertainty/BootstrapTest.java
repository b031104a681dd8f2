package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

class BootstrapTest {

  private static final double[] NOTHING = {};

  /** Pure noise: the fit is the data's root mean square, but for its Monte-Carlo error. */
  @Test
  void replicatesFollowWhatTheyEstimateRowByRow() {
    try (Arena arena = Arena.ofShared()) {
      Problem problem = pureNoise(80, arena);
      double estimate = rootMeanSquare(problem.group().data());
      Refit refit = Fits.refit(problem, NOTHING, new double[] {estimate});
      int count = 60;
      Bootstrap bootstrap = bootstrap(refit, count, 0.9, Parallelism.serial(), Replicates.silent());
      double[] exact = new double[count];
      double[] fitted = new double[count];
      for (int b = 0; b < count; b++) {
        long seed = RandomStream.RESAMPLE.seed(refit.seed(), b);
        exact[b] = rootMeanSquare(Bootstrap.resample(problem, seed, arena).group().data());
        fitted[b] = bootstrap.replicates()[b][0];
      }
      assertThat(correlation(exact, fitted)).isGreaterThan(0.95);
      Interval interval = bootstrap.intervals().getFirst();
      assertThat(interval.name()).isEqualTo("noise sd");
      assertThat(interval.estimate()).isCloseTo(estimate, within(1e-12));
      // In theory γ/√(2Nd); 60 replicates know it to a tenth.
      double expected = estimate / Math.sqrt(2 * 80 * 3);
      assertThat(interval.standardError()).isBetween(0.7 * expected, 1.4 * expected);
      assertThat(interval.monteCarloError()).isLessThan(0.35 * interval.standardError());
      assertThat(interval.percentile().contains(estimate)).isTrue();
      double width = interval.percentile().upper() - interval.percentile().lower();
      assertThat(interval.basic().upper() - interval.basic().lower())
          .isCloseTo(width, within(1e-12));
    }
  }

  @Test
  void theNumberOfWorkersDoesNotChangeABit() {
    try (Arena arena = Arena.ofShared();
        Parallelism three = Parallelism.of(3)) {
      Refit refit = Fits.refit(pureNoise(12, arena), NOTHING, new double[] {1});
      Bootstrap one = bootstrap(refit, 19, 0.9, Parallelism.serial(), Replicates.silent());
      Bootstrap other = bootstrap(refit, 19, 0.9, three, Replicates.silent());
      assertThat(other.replicates()).isDeepEqualTo(one.replicates());
      assertThat(other.intervals()).isEqualTo(one.intervals());
    }
  }

  @Test
  void refusesWhatMakesNoInterval() {
    try (Arena arena = Arena.ofShared()) {
      Refit refit = Fits.refit(pureNoise(12, arena), NOTHING, new double[] {1});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bootstrap(refit, 19, 0.95, Parallelism.serial(), Replicates.silent()))
          .withMessage(
              "intervals of level 0.95 need at least 39 replicates, not 19: take more replicates or a lower level");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bootstrap(refit, 19, 95, Parallelism.serial(), Replicates.silent()))
          .withMessageContaining("between 0 and 1, such as 0.95, not 95");
      Refit single = Fits.refit(pureNoise(1, arena), NOTHING, new double[] {1});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bootstrap(single, 19, 0.9, Parallelism.serial(), Replicates.silent()))
          .withMessageContaining("one row");
    }
  }

  /** An interval from the i-th smallest to the i-th largest of n has level 1 − 2i/(n + 1). */
  @Test
  void aLevelNeedsAsManyReplicatesAsGiveItBetweenTheLeastAndTheLargest() {
    for (int count : new int[] {2, 3, 9, 19, 39, 59, 99, 199, 399, 1999}) {
      double level = 1 - 2.0 / (count + 1);
      assertThat(Bootstrap.fewestReplicates(level)).as("level %s", level).isEqualTo(count);
      if (count > 2) {
        assertThat(Bootstrap.fewestReplicates(level - 1e-7)).isEqualTo(count);
        assertThat(Bootstrap.fewestReplicates(level + 1e-7)).isEqualTo(count + 1);
      }
    }
    assertThat(Bootstrap.fewestReplicates(0.95)).isEqualTo(39);
    assertThat(Bootstrap.fewestReplicates(0.9)).isEqualTo(19);
    assertThat(Bootstrap.fewestReplicates(0.99)).isEqualTo(199);
    assertThat(Bootstrap.fewestReplicates(0.01)).isEqualTo(2);
  }

  private static Problem pureNoise(int rows, Arena arena) {
    return new Problem(
        new EmptyMeasure(),
        new ZeroMap(3),
        new IsotropicNoise(3),
        Fits.normals(rows, 3, 5, 0, arena));
  }

  private static double rootMeanSquare(Matrix data) {
    double squares = 0;
    for (double value : data.toDoubles()) {
      squares += value * value;
    }
    return Math.sqrt(squares / (data.rows() * data.columns()));
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < a.length; i++) {
      meanA += a[i] / a.length;
      meanB += b[i] / b.length;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static Bootstrap bootstrap(
      Refit refit, int count, double level, Parallelism workers, Replicates progress) {
    Quantities physical = Quantities.physical(refit.problem());
    return Bootstrap.of(refit, physical, count, level, workers, progress);
  }
}
