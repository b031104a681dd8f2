package org.sluice.inversion.discrepancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

class HeldOutLossTest {

  private static final int ROWS = 400;

  /** For a shift δ of data with covariance near I, the mean over slices is |δ|²/d. */
  @Test
  void isZeroForTheLawOfTheDataAndTheSquaredShiftForAShiftedOne() {
    double right = 0;
    double shifted = 0;
    double rightSquares = 0;
    double errors = 0;
    int repeats = 30;
    try (Parallelism parallelism = Parallelism.of(1);
        Backend backend = Backends.open("scalar", parallelism).backend()) {
      for (int r = 0; r < repeats; r++) {
        HeldOutLoss loss = new HeldOutLoss(FixedNormals.matrix(ROWS, 2, 100 + r), 16, 1, backend);
        HeldOutScore good = loss.of(FixedNormals.matrix(ROWS, 2, 200 + r));
        HeldOutScore bad = loss.of(moved(FixedNormals.matrix(ROWS, 2, 200 + r), 0.5));
        right += good.squared() / repeats;
        rightSquares += good.squared() * good.squared() / repeats;
        errors += good.standardError() * good.standardError() / repeats;
        shifted += bad.squared() / repeats;
        assertThat(bad.excessOver(good)).isEqualTo(bad.squared() - good.squared());
        assertThat(bad.excessOver(good)).isGreaterThan(3 * bad.standardErrorOfExcess(good));
      }
    }
    double scatter = Math.sqrt(rightSquares / repeats);
    assertThat(right).isCloseTo(0, within(3 * scatter));
    assertThat(scatter).isLessThan(0.002);
    assertThat(shifted).isCloseTo(0.25, within(0.02));
    // The jackknife's variance sees the data's share of the scatter alone, half of it here.
    assertThat(errors / rightSquares).isBetween(0.2, 1.5);
  }

  @Test
  void refusesTooFewObservations() {
    assertThatThrownBy(() -> new HeldOutLoss(FixedNormals.matrix(19, 2, 1), 4, 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("19 observations are held out, but at least 20 are needed");
  }

  private static Matrix moved(Matrix points, double shift) {
    for (long i = 0; i < points.rows(); i++) {
      points.set(i, 0, points.get(i, 0) + shift);
      points.set(i, 1, points.get(i, 1) - shift);
    }
    return points;
  }
}
