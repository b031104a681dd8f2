package org.sluice.kernels.cpu.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.ElementType;

class MatchingContractTest {

  @ParameterizedTest
  @EnumSource
  void equalSizesAreMatchedRankByRank(SliceKernel kernel) {
    SliceMatcher matcher = kernel.matcher(1023);
    boolean single = kernel.type() == ElementType.F32;
    for (int n = 1; n < 1024; n++) {
      double[] x = sorted(n, n, kernel.type());
      double[] y = sorted(n, n + 5000, kernel.type());
      double[] residual = new double[n];
      double distance = SliceKernel.matchEqual(matcher, x, y, residual);
      double expected = 0;
      double largest = 0;
      for (int j = 0; j < n; j++) {
        double difference = x[j] - y[j];
        expected += difference * difference / n;
        largest = Math.max(largest, Math.abs(residual[j] - difference / n));
      }
      double tolerance = single ? 3e-6 : 1e-13;
      assertThat(distance).isCloseTo(expected, within(tolerance * expected));
      assertThat(largest).isLessThan((single ? 1e-6 : 1e-15) / n);
      assertThat(SliceKernel.matchEqual(matcher, x, y, null)).isEqualTo(distance);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 7", "7, 1", "6, 4", "4, 6", "12, 18", "13, 17", "64, 48", "99, 100", "5, 5"
  })
  void unequalSizesAreReplicatedToTheirLeastCommonMultiple(int m, int n) {
    double[] x = sorted(m, 1, ElementType.F64);
    double[] y = sorted(n, 2, ElementType.F64);
    double[] residualX = new double[m];
    double[] residualY = new double[n];
    double distance =
        QuantileMatchF64.unequal(MergeSchedule.of(m, n), x, 0, y, 0, residualX, residualY);

    int common = m * n;
    double[] cellX = new double[m];
    double[] cellY = new double[n];
    double expected = 0;
    for (int k = 0; k < common; k++) {
      double difference = x[k / n] - y[k / m];
      expected += difference * difference / common;
      cellX[k / n] += difference / common;
      cellY[k / m] -= difference / common;
    }
    assertThat(distance).isCloseTo(expected, within(1e-14 * (1 + expected)));
    assertThat(residualX).containsExactly(cellX, within(1e-15));
    assertThat(residualY).containsExactly(cellY, within(1e-15));
    assertThat(QuantileMatchF64.unequal(MergeSchedule.of(m, n), x, 0, y, 0, null, null))
        .isEqualTo(distance);

    float[] narrowX = SliceKernel.floats(x);
    float[] narrowY = SliceKernel.floats(y);
    float[] single = new float[m];
    assertThat(
            QuantileMatchF32.unequal(MergeSchedule.of(m, n), narrowX, 0, narrowY, 0, single, null))
        .isCloseTo(expected, within(1e-6 * (1 + expected)));
    assertThat(SliceKernel.doubles(single)).containsExactly(cellX, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 9, 0.3", "9, 1, 0.3", "20, 20, 0", "31, 17, 0.4", "200, 300, 0.1"})
  void weightedQuantilesAreTheStepFunctionsOfTheCumulativeWeights(int m, int n, double zeros) {
    SplittableRandom random = new SplittableRandom(m * 1000 + n);
    double[] x = sorted(m, 3, ElementType.F64);
    double[] y = sorted(n, 4, ElementType.F64);
    double[] cumulativeX = cumulative(m, zeros, random);
    double[] cumulativeY = cumulative(n, zeros, random);
    double[] residualX = new double[m];
    double[] residualY = new double[n];
    double distance =
        QuantileMatchF64.weighted(x, 0, cumulativeX, m, y, 0, cumulativeY, n, residualX, residualY);

    double[] grid = new double[m + n + 1];
    System.arraycopy(cumulativeX, 0, grid, 1, m);
    System.arraycopy(cumulativeY, 0, grid, m + 1, n);
    Arrays.sort(grid);
    double[] cellX = new double[m];
    double[] cellY = new double[n];
    double expected = 0;
    for (int k = 0; k + 1 < grid.length; k++) {
      double mass = grid[k + 1] - grid[k];
      double middle = grid[k] + mass / 2;
      if (mass > 0) {
        int i = cell(cumulativeX, middle);
        int j = cell(cumulativeY, middle);
        expected += mass * (x[i] - y[j]) * (x[i] - y[j]);
        cellX[i] += mass * (x[i] - y[j]);
        cellY[j] += mass * (y[j] - x[i]);
      }
    }
    assertThat(distance).isCloseTo(expected, within(1e-14 * (1 + expected)));
    assertThat(residualX).containsExactly(cellX, within(1e-15));
    assertThat(residualY).containsExactly(cellY, within(1e-15));
    assertThat(QuantileMatchF64.weighted(x, 0, cumulativeX, m, y, 0, cumulativeY, n, null, null))
        .isEqualTo(distance);
  }

  @Test
  void aPointWithoutWeightHasNoResidualWhereverItStands() {
    double[] x = {-100, 0, 1, 1, 200};
    double[] cumulativeX = {0, 0.5, 0.5, 1, 1};
    double[] y = {0, 1, 300};
    double[] cumulativeY = {0.5, 1, 1};
    double[] residualX = {9, 9, 9, 9, 9};
    double[] residualY = {9, 9, 9};
    double distance =
        QuantileMatchF64.weighted(x, 0, cumulativeX, 5, y, 0, cumulativeY, 3, residualX, residualY);
    assertThat(distance).isZero();
    assertThat(residualX).containsOnly(0);
    assertThat(residualY).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "5, 8", "100, 33"})
  void residualsSumToTheDifferenceOfTheMeansOnBothSides(int m, int n) {
    double[] x = sorted(m, 5, ElementType.F64);
    double[] y = sorted(n, 6, ElementType.F64);
    double[] residualX = new double[m];
    double[] residualY = new double[n];
    double distance =
        QuantileMatchF64.unequal(MergeSchedule.of(m, n), x, 0, y, 0, residualX, residualY);
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    assertThat(Arrays.stream(residualX).sum()).isCloseTo(meanX - meanY, within(1e-14));
    assertThat(Arrays.stream(residualY).sum()).isCloseTo(meanY - meanX, within(1e-14));
    // D is homogeneous of degree two: Σ x r + Σ y r′ = D.
    double euler = 0;
    for (int i = 0; i < m; i++) {
      euler += x[i] * residualX[i];
    }
    for (int j = 0; j < n; j++) {
      euler += y[j] * residualY[j];
    }
    assertThat(euler).isCloseTo(distance, within(1e-13 * (1 + distance)));
  }

  private static int cell(double[] cumulative, double level) {
    int cell = 0;
    while (cumulative[cell] < level) {
      cell++;
    }
    return cell;
  }

  private static double[] sorted(int n, long seed, ElementType type) {
    double[] keys = Distribution.NORMAL.draw(n, seed, type);
    Arrays.sort(keys);
    return keys;
  }

  private static double[] cumulative(int n, double zeros, SplittableRandom random) {
    double[] cumulative = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      // At least one point must have weight.
      sum += i > 0 && random.nextDouble() < zeros ? 0 : random.nextDouble() + 0.01;
      cumulative[i] = sum;
    }
    for (int i = 0; i < n; i++) {
      cumulative[i] /= sum;
    }
    return cumulative;
  }
}
