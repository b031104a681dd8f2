package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** The finite-sample corrected distance, by plain distances between data and batches. */
class CorrectedDistanceTest {

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 40", "3, 7", "5, 100", "16, 33", "21, 4", "40, 10", "2, 500", "3, 4500"})
  void itIsTheMeanToTheDataLessHalfTheMeanBetweenBatches(int batches, int data) {
    Clouds clouds = Clouds.inBatches(batches, data, 3, 19, 100L * batches + data);
    double[] expected = fromPlainDistances(clouds);
    TestBackends.names()
        .forEach(name -> {
          try (Backend backend = TestBackends.open(name, Parallelism.of(2))) {
            Evaluation wide = Evaluation.of(backend, ElementType.F64, clouds);
            assertThat(Deviation.relative(wide.squared(), expected)).isLessThan(1e-12);
            Evaluation narrow = Evaluation.of(backend, ElementType.F32, clouds);
            // After subtraction the distance has the size of the scatter of order statistics, which
            // falls like 1/√N, while rounding errors have the size of the points'.
            double rounding = 5e-7 * Math.sqrt(400 + data);
            assertThat(Deviation.relative(narrow.squared(), expected)).isLessThan(rounding);
            assertThat(Deviation.relative(narrow.sampleGradient(), wide.sampleGradient()))
                .isLessThan(rounding);
            assertThat(Deviation.relative(narrow.directionGradient(), wide.directionGradient()))
                .isLessThan(rounding);
          }
        });
  }

  private static double[] fromPlainDistances(Clouds clouds) {
    int batches = clouds.batches();
    double[] expected = new double[clouds.directions().length];
    for (int a = 0; a < batches; a++) {
      double[] toData = squared(batch(clouds, a), clouds.data(), clouds.directions());
      for (int k = 0; k < expected.length; k++) {
        expected[k] += toData[k] / batches;
      }
      for (int b = 0; b < a; b++) {
        double[] between = squared(batch(clouds, a), batch(clouds, b), clouds.directions());
        for (int k = 0; k < expected.length; k++) {
          expected[k] -= between[k] / (batches * (batches - 1.0));
        }
      }
    }
    return expected;
  }

  private static double[][] batch(Clouds clouds, int batch) {
    int n = clouds.data().length;
    return Arrays.copyOfRange(clouds.samples(), batch * n, (batch + 1) * n);
  }

  private static double[] squared(double[][] x, double[][] y, double[][] directions) {
    try (Backend backend = TestBackends.scalar()) {
      return Evaluation.of(backend, ElementType.F64, new Clouds(x, y, directions, null, null))
          .squared();
    }
  }

  @Test
  void itsExpectationAtEqualLawsIsTheVarianceOfOrderStatistics() {
    double[][] direction = {{1}};
    double sum = 0;
    double squares = 0;
    int runs = 4000;
    try (Backend backend = TestBackends.scalar()) {
      for (int run = 0; run < runs; run++) {
        double[][] x = normals(10, run);
        double[][] y = normals(5, -1 - run);
        Clouds clouds = new Clouds(x, y, direction, null, null, 2);
        double difference =
            Evaluation.loss(backend, clouds) - squaredFromMeans(normals(5, runs + run));
        sum += difference;
        squares += difference * difference;
      }
    }
    double mean = sum / runs;
    double error = Math.sqrt((squares / runs - mean * mean) / runs);
    assertThat(mean).isCloseTo(0, within(3 * error));
  }

  /** mean_i (y_(i) − E y_(i))² for five normals. */
  private static double squaredFromMeans(double[][] points) {
    double[] means = {-1.1629644736, -0.4950189705, 0, 0.4950189705, 1.1629644736};
    double[] sorted = Arrays.stream(points).mapToDouble(row -> row[0]).sorted().toArray();
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += (sorted[i] - means[i]) * (sorted[i] - means[i]) / 5;
    }
    return sum;
  }

  private static double[][] normals(int n, long stream) {
    double[][] points = new double[n][1];
    for (int i = 0; i < n; i++) {
      points[i][0] = Philox.normal(17, stream, i);
    }
    return points;
  }

  @Test
  void shapesThatHaveNoCorrection() {
    Shape shape = Shape.of(ElementType.F64, 12, 6, 2, 3);
    assertThat(shape.withBatches(2).batches()).isEqualTo(2);
    assertThatThrownBy(() -> shape.withBatches(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the corrected distance needs at least 2 batches, not 1");
    assertThatThrownBy(() -> shape.withBatches(3))
        .hasMessage("3 batches of 6 data need as many samples as their product, not 12");
    assertThatThrownBy(() -> shape.withWeights().withBatches(2))
        .hasMessage(
            "the corrected distance takes equal weights only; leave out withWeights() or withBatches()");
  }
}
