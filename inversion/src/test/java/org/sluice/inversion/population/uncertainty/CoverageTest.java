package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Parallelism;

class CoverageTest {

  private static final double[] NOTHING = {};

  /** Of intervals of level 0.6 about six in ten hold the truth. */
  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheirLevelSays() {
    try (Arena arena = Arena.ofShared();
        Parallelism two = Parallelism.of(2)) {
      Coverage coverage = coverage(refit(arena), 10, 0.6, two);
      assertThat(coverage.dataSets()).isEqualTo(10);
      assertThat(coverage.percentile()[0]).isBetween(0.3, 0.9);
      assertThat(coverage.basic()[0]).isBetween(0.3, 0.9);
      assertThat(coverage.firstOrder()[0]).isBetween(0.3, 0.9);
    }
  }

  @Test
  void theNumberOfWorkersDoesNotChangeIt() {
    try (Arena arena = Arena.ofShared();
        Parallelism three = Parallelism.of(3)) {
      Coverage one = coverage(refit(arena), 2, 0.3, Parallelism.serial());
      Coverage other = coverage(refit(arena), 2, 0.3, three);
      assertThat(other.percentile()).isEqualTo(one.percentile());
      assertThat(other.basic()).isEqualTo(one.basic());
      assertThat(other.firstOrder()).isEqualTo(one.firstOrder());
    }
  }

  @Test
  void itNeedsADataSetAndReplicatesForItsLevel() {
    try (Arena arena = Arena.ofShared()) {
      Refit refit = refit(arena);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> coverage(refit, 0, 0.9, Parallelism.serial()))
          .withMessage("coverage needs at least 1 simulated data set, not 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> coverage(refit, 1, 0.95, Parallelism.serial()))
          .withMessageContaining("need at least 39 replicates, not 19");
    }
  }

  private static Refit refit(Arena arena) {
    Problem problem =
        new Problem(
            new EmptyMeasure(),
            new ZeroMap(3),
            new IsotropicNoise(3),
            Fits.normals(40, 3, 5, 0, arena));
    return Fits.refit(problem, NOTHING, new double[] {1});
  }

  private static Coverage coverage(Refit refit, int dataSets, double level, Parallelism workers) {
    return Coverage.of(
        refit,
        Fits.simulator(refit.problem()),
        Quantities.physical(refit.problem()),
        dataSets,
        19,
        level,
        workers,
        Replicates.silent());
  }
}
