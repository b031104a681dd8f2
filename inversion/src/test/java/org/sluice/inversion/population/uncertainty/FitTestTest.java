package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

class FitTestTest {

  private static final double[] NOISE = {0.3};
  private static final int REPLICATES = 39;

  @Test
  void dataOfTheModelPassAndTheNumberOfWorkersDoesNotChangeABit() {
    try (Arena arena = Arena.ofShared();
        Parallelism three = Parallelism.of(3)) {
      FitTest test = test(GaussianMeasure.diagonal(1), new double[] {1.6, 2}, three, arena);
      assertThat(test.pValue()).isGreaterThan(0.1);
      assertThat(test.simulated()).hasSize(REPLICATES);
      FitTest again =
          test(GaussianMeasure.diagonal(1), new double[] {1.6, 2}, Parallelism.serial(), arena);
      assertThat(again.simulated()).isEqualTo(test.simulated());
      assertThat(again.statistic()).isEqualTo(test.statistic());
    }
  }

  /** A skewed population, to which a Gaussian one is fitted: seen along the replicates' mean. */
  @Test
  void aSkewedPopulationIsRejectedAndItsDirectionNamed() {
    try (Arena arena = Arena.ofShared();
        Parallelism two = Parallelism.of(2)) {
      FitTest test = test(LogNormalMeasure.diagonal(1), new double[] {0, 1}, two, arena);
      assertThat(test.pValue()).isEqualTo(1.0 / (REPLICATES + 1));
      DirectionFit worst = test.worst().getFirst();
      assertThat(worst.deviation()).isGreaterThan(5);
      assertThat(test.worst().stream().map(DirectionFit::words))
          .anyMatch(words -> words.equals("0.58 column 1 + 0.58 column 2 + 0.58 column 3"));
      QuantileBand band = worst.band();
      // The least of skewed data lie above those of Gaussian data.
      assertThat(band.data()[0]).isGreaterThan(band.upper()[0]);
    }
  }

  /**
   * Two groups fit, until the first reading of the second is shifted by five deviations of noise.
   */
  @Test
  void theGroupThatDoesNotFitIsNamed() {
    try (Arena arena = Arena.ofShared()) {
      double[] truth = {1.6, 2};
      ParameterMeasure measure = GaussianMeasure.diagonal(1);
      Matrix first = data(measure, truth, arena).rows(0, 60);
      Matrix second = Matrix.of(data(measure, truth, arena).rows(60, 110).toDoubles(), 50, 3);
      assertThat(ofGroups(measure, truth, first, second).pValue()).isGreaterThan(0.1);
      for (long n = 0; n < second.rows(); n++) {
        second.set(n, 0, second.get(n, 0) + 1.5);
      }
      FitTest test = ofGroups(measure, truth, first, second);
      assertThat(test.pValue()).isEqualTo(1.0 / 20);
      assertThat(test.worst().getFirst().words()).contains("column 1").endsWith("of group second");
    }
  }

  @Test
  void fewerDataSetsThanAPValueOfFivePercentNeedsAreRefused() {
    try (Arena arena = Arena.ofShared()) {
      double[] truth = {1.6, 2};
      Problem problem =
          problem(GaussianMeasure.diagonal(1), data(GaussianMeasure.diagonal(1), truth, arena));
      Refit refit = Fits.refit(problem, truth, NOISE);
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              FitTest.of(
                  refit, Fits.simulator(problem), 18, Parallelism.serial(), Replicates.silent()))
          .withMessage("a test at 0.05 needs at least 19 replicates, not 18: take more replicates");
    }
  }

  /** A band needs 39 data sets, however few the test took: 19 would make it min to max. */
  @Test
  void theBandIsOneOfNinetyFivePercentWhateverTheReplicates() {
    try (Arena arena = Arena.ofShared()) {
      double[] truth = {1.6, 2};
      Problem problem =
          problem(GaussianMeasure.diagonal(1), data(GaussianMeasure.diagonal(1), truth, arena));
      Refit refit = Fits.refit(problem, truth, NOISE);
      double[] along = {1, 0, 0};
      QuantileBand few = QuantileBand.of(refit, Fits.simulator(problem), 0, along, 19);
      QuantileBand enough = QuantileBand.of(refit, Fits.simulator(problem), 0, along, 39);
      assertThat(few.lower()).isEqualTo(enough.lower());
      assertThat(few.upper()).isEqualTo(enough.upper());
    }
  }

  private static FitTest ofGroups(
      ParameterMeasure measure, double[] optimum, Matrix first, Matrix second) {
    Problem problem =
        new Problem(
            measure,
            List.of(
                new Group("first", new ReplicatesMap(3), new IsotropicNoise(3), false, first, null),
                new Group(
                    "second", new ReplicatesMap(3), new IsotropicNoise(3), false, second, null)));
    Refit refit = Fits.refit(problem, optimum, NOISE);
    return FitTest.of(
        refit, Fits.simulator(problem), 19, Parallelism.serial(), Replicates.silent());
  }

  /** Nature's population is {@code nature}; a Gaussian one of its mean and deviation is tested. */
  private static FitTest test(
      ParameterMeasure nature, double[] truth, Parallelism workers, Arena arena) {
    Matrix data = data(nature, truth, arena);
    Problem problem = problem(GaussianMeasure.diagonal(1), data);
    double mean = 0;
    double squares = 0;
    for (double value : data.toDoubles()) {
      mean += value / (data.rows() * data.columns());
      squares += value * value / (data.rows() * data.columns());
    }
    double spread = Math.sqrt(squares - mean * mean - NOISE[0] * NOISE[0]);
    Refit refit = Fits.refit(problem, new double[] {mean, spread}, NOISE);
    return FitTest.of(refit, Fits.simulator(problem), REPLICATES, workers, Replicates.silent());
  }

  private static Matrix data(ParameterMeasure nature, double[] truth, Arena arena) {
    Matrix none = Matrix.of(new double[3], 1, 3);
    Problem origin = problem(nature, none);
    double[] coordinates = Coordinates.of(origin, truth, NOISE);
    return Fits.simulator(origin).draw(coordinates, 0, 150, 3, arena);
  }

  private static Problem problem(ParameterMeasure measure, Matrix data) {
    return new Problem(measure, new ReplicatesMap(3), new IsotropicNoise(3), data);
  }
}
