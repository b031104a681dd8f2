package org.sluice.inversion.discrepancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.inversion.population.examine.SampleDistance;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * Data are standard normal in the plane and the weight is I, so the loss of normal samples has a
 * closed form: |δ|²/2 of a mean δ, since the slices are orthonormal, and (s − 1)²(1 − w/2) of a
 * standard deviation s, with w = E W₂² between two samples of a block's size.
 */
class HeldOutLossTest {

  private static final int SLICES = 8;
  private static final int DATA_SETS = 500;

  /** Rows of a block of 80 to 175 data. */
  private static final int BLOCK = 8;

  /** Of I: √2 at right angles to one another, with the divisor 4 − 1. */
  private static final Matrix UNIT =
      Matrix.of(
          new double[] {
            Math.sqrt(1.5), 0, -Math.sqrt(1.5), 0, 0, Math.sqrt(1.5), 0, -Math.sqrt(1.5)
          },
          4,
          2);

  /** Small and large shifts, of the right model and of wrong ones. */
  @ParameterizedTest
  @ValueSource(ints = {80, 160})
  void fivePercentOfDifferencesLieBeyondTwoOfTheirErrors(int rows) {
    double scale = 0.3 * 0.3 * (1 - SampleDistance.expected(BLOCK, BLOCK) / 2);
    Count opposite = new Count(0);
    Count independent = new Count(0);
    Count better = new Count(-0.4 * 0.4 / 2);
    Count laws = new Count(0.4 * 0.4 / 2 - scale);
    Count single = new Count(0.4 * 0.4 / 2);
    for (int set = 0; set < DATA_SETS; set++) {
      HeldOutLoss loss = loss(normals(rows, 4L * set));
      HeldOutScore right = loss.of(normals(loss.samples(), 4L * set + 1));
      HeldOutScore up = loss.of(moved(normals(loss.samples(), 4L * set + 1), 1, 0.4));
      HeldOutScore down = loss.of(moved(normals(loss.samples(), 4L * set + 1), 1, -0.4));
      HeldOutScore other = loss.of(moved(normals(loss.samples(), 4L * set + 2), 1, -0.4));
      HeldOutScore wide = loss.of(moved(normals(loss.samples(), 4L * set + 1), 1.3, 0));
      opposite.add(up.excessOver(down), up.standardErrorOfExcess(down));
      independent.add(up.excessOver(other), up.standardErrorOfExcess(other));
      better.add(right.excessOver(up), right.standardErrorOfExcess(up));
      laws.add(up.excessOver(wide), up.standardErrorOfExcess(wide));
      single.add(up.squared(), up.standardError());
    }
    opposite.requireFivePercent("models on both sides");
    independent.requireFivePercent("the same with samples of their own");
    better.requireFivePercent("the right model and a shifted one");
    laws.requireFivePercent("a shift and a scale");
    single.requireFivePercent("one model's loss");
  }

  /** The loss of the right model is a product of two small differences. */
  @Test
  void theRightModelHasZeroOnAverageAndAnErrorThatIsNotTooSmall() {
    Count right = new Count(0);
    for (int set = 0; set < DATA_SETS; set++) {
      HeldOutLoss loss = loss(normals(80, 2L * set));
      HeldOutScore score = loss.of(normals(loss.samples(), 2L * set + 1));
      right.add(score.squared(), score.standardError());
    }
    right.requireMean();
    assertThat(right.beyond()).isLessThan(0.08);
  }

  /** The definition, by all pairs of blocks. */
  @Test
  void isTheMeanOverPairsOfBlocks() {
    Matrix data = FixedNormals.matrix(80, 1, 1);
    HeldOutLoss loss =
        new HeldOutLoss(
            data, Matrix.of(new double[] {-0.5, 0.5, -0.5, 0.5}, 4, 1), 1, 1, Parallelism.serial());
    Matrix samples = moved(FixedNormals.matrix(loss.samples(), 1, 2), 1.2, 0.3);
    double[][] y = sortedBlocks(data, Math.sqrt(3));
    double[][] x = sortedBlocks(samples, Math.sqrt(3));
    double expected = meanOfPairs(y, x, false) - meanOfPairs(x, x, true) / 2;
    expected -= meanOfPairs(y, y, true) / 2;
    assertThat(loss.of(samples).squared()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void dataFarFromTheOriginAreComparedAsWell() {
    HeldOutScore near = loss(normals(80, 1)).of(moved(normals(800, 2), 1, 0.4));
    HeldOutScore far = loss(moved(normals(80, 1), 1, 1e6)).of(moved(normals(800, 2), 1, 1e6 + 0.4));
    assertThat(far.squared()).isCloseTo(near.squared(), within(1e-8));
    assertThat(far.standardError()).isCloseTo(near.standardError(), within(1e-8));
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    Matrix samples = normals(800, 2);
    HeldOutScore one = loss(normals(80, 1)).of(samples);
    try (Parallelism three = Parallelism.of(3)) {
      HeldOutScore other = new HeldOutLoss(normals(80, 1), UNIT, SLICES, 1, three).of(samples);
      assertThat(other.squared()).isEqualTo(one.squared());
      assertThat(other.standardError()).isEqualTo(one.standardError());
    }
  }

  @Test
  void refusesTooFewObservations() {
    assertThatThrownBy(() -> loss(FixedNormals.matrix(19, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("19 observations are held out, but at least 20 are needed");
  }

  private static HeldOutLoss loss(Matrix heldOut) {
    return new HeldOutLoss(heldOut, UNIT, SLICES, 1, Parallelism.serial());
  }

  private static Matrix normals(int rows, long stream) {
    return FixedNormals.matrix(rows, 2, 1000 + stream);
  }

  private static Matrix moved(Matrix points, double scale, double shift) {
    for (long i = 0; i < points.rows(); i++) {
      for (int j = 0; j < points.columns(); j++) {
        points.set(i, j, scale * points.get(i, j) + (j == 0 ? shift : 0));
      }
    }
    return points;
  }

  private static double[][] sortedBlocks(Matrix points, double scale) {
    double[][] blocks = new double[Math.toIntExact(points.rows() / BLOCK)][BLOCK];
    for (int i = 0; i < points.rows(); i++) {
      blocks[i / BLOCK][i % BLOCK] = scale * points.get(i, 0);
    }
    Arrays.stream(blocks).forEach(Arrays::sort);
    return blocks;
  }

  private static double meanOfPairs(double[][] first, double[][] second, boolean distinct) {
    double sum = 0;
    int count = 0;
    for (int a = 0; a < first.length; a++) {
      for (int b = 0; b < second.length; b++) {
        if (distinct && a == b) {
          continue;
        }
        for (int i = 0; i < BLOCK; i++) {
          double difference = first[a][i] - second[b][i];
          sum += difference * difference / BLOCK;
        }
        count++;
      }
    }
    return sum / count;
  }

  /** Values of a known mean with their errors. */
  private static final class Count {

    private final double truth;
    private int values;
    private int beyond;
    private double sum;
    private double squares;

    Count(double truth) {
      this.truth = truth;
    }

    void add(double value, double error) {
      values++;
      beyond += Math.abs(value - truth) > 2 * error ? 1 : 0;
      sum += value - truth;
      squares += (value - truth) * (value - truth);
    }

    double beyond() {
      return (double) beyond / values;
    }

    void requireMean() {
      assertThat(Math.abs(sum)).isLessThan(3 * Math.sqrt(squares));
    }

    /** Three binomial standard deviations. */
    void requireFivePercent(String words) {
      requireMean();
      assertThat(beyond()).as(words).isCloseTo(0.05, within(3 * Math.sqrt(0.05 * 0.95 / values)));
    }
  }
}
