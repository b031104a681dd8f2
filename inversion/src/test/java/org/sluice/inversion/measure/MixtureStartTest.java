package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.NormalQuantile;

/** Starts of mixtures from the quantiles of a mixture, which stand for a sample without chance. */
class MixtureStartTest {

  private static final int SIZE = 2000;
  private static final GaussianMixtureMeasure TWO = new GaussianMixtureMeasure(2, 1);

  /** Quantiles of a mixture whose values have errors of the given variance. */
  private static double[] quantiles(
      GaussianMixtureMeasure measure, double[] physical, double error) {
    double[] observed = physical.clone();
    int k = (physical.length + 1) / 3;
    for (int i = 2 * k - 1; i < observed.length; i++) {
      observed[i] = Math.sqrt(physical[i] * physical[i] + error);
    }
    double[] normals = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      normals[i] = NormalQuantile.of((i + 0.5) / SIZE);
    }
    double[] values = new double[SIZE];
    measure.sample(
        measure.coordinates(observed), Matrix.of(normals, SIZE, 1), Matrix.of(values, SIZE, 1));
    return values;
  }

  private static double[] start(GaussianMixtureMeasure measure, double[] truth, double error) {
    return measure.physicalNear(new NoisySample(quantiles(measure, truth, error), error));
  }

  @Test
  void kindsApartAreTheClustersOfTheSample() {
    double[] start = start(TWO, new double[] {0.3, 80, 140, 8, 6}, 8);
    assertThat(start[0]).isCloseTo(0.3, within(0.001));
    assertThat(start[1]).isCloseTo(80.0, within(0.1));
    assertThat(start[2]).isCloseTo(140.0, within(0.1));
    assertThat(start[3]).isCloseTo(8.0, within(0.1));
    assertThat(start[4]).isCloseTo(6.0, within(0.1));
  }

  @Test
  void aRareKindIsFound() {
    double[] start = start(TWO, new double[] {0.95, 80, 125, 8, 6}, 8);
    assertThat(start[0]).isCloseTo(0.95, within(0.01));
    assertThat(start[2]).isCloseTo(125.0, within(3.0));
  }

  @Test
  void kindsWithTheSameCentreAreTheNarrowAndTheWide() {
    double[] start = start(TWO, new double[] {0.75, 100, 100, 5, 30}, 1);
    assertThat(start[1]).isCloseTo(100.0, within(1.0));
    assertThat(start[2]).isCloseTo(100.0, within(1.0));
    assertThat(start[3]).isBetween(3.0, 7.0);
    assertThat(start[4]).isBetween(24.0, 40.0);
  }

  @Test
  void threeKindsAreFound() {
    double[] truth = {0.2, 0.5, -5, 0, 9, 1, 1, 1};
    double[] start = start(new GaussianMixtureMeasure(3, 1), truth, 0.3);
    for (int i = 0; i < truth.length; i++) {
      assertThat(start[i]).isCloseTo(truth[i], within(0.05));
    }
  }

  @Test
  void theStartMovesWithTheUnit() {
    for (double[] truth :
        new double[][] {{0.3, 80, 140, 8, 6}, {0.75, 100, 100, 5, 30}, {0.6, 70, 90, 9, 4}}) {
      double[] values = quantiles(TWO, truth, 8);
      double[] start = TWO.physicalNear(new NoisySample(values, 8));
      for (int power = -12; power <= 12; power += 4) {
        double c = Math.pow(10, power);
        double b = 700 * c;
        double[] moved = values.clone();
        for (int i = 0; i < SIZE; i++) {
          moved[i] = c * values[i] + b;
        }
        double[] other = TWO.physicalNear(new NoisySample(moved, 8 * c * c));
        assertThat(other[0]).isCloseTo(start[0], within(1e-12));
        for (int k = 1; k <= 2; k++) {
          assertThat((other[k] - b) / c).isCloseTo(start[k], within(1e-9));
          assertThat(other[k + 2] / c).isCloseTo(start[k + 2], within(1e-9));
        }
      }
    }
  }

  @Test
  void aSampleTooSmallToSplitGivesItsMoments() {
    NoisySample three = new NoisySample(new double[] {1, 2, 6}, 0);
    double[] mean = {three.mean()};
    double[] sd = {three.sd()};
    assertThat(TWO.physicalNear(three)).isEqualTo(TWO.physicalNear(mean, sd));
    NoisySample equal = new NoisySample(new double[] {4, 4, 4, 4, 4, 4}, 0);
    assertThat(TWO.physicalNear(equal))
        .isEqualTo(TWO.physicalNear(new double[] {4}, new double[] {4}));
    // Two values alone make a part without spread.
    NoisySample pairs = new NoisySample(new double[] {1, 1, 1, 5, 5, 5}, 0);
    assertThat(TWO.physicalNear(pairs)).doesNotContain(0, Double.NaN).contains(1, 5);
  }
}
