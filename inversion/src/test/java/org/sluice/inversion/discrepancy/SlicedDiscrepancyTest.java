package org.sluice.inversion.discrepancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein.Shape;

class SlicedDiscrepancyTest {

  private static final int ROWS = 40;

  private final Matrix samples = FixedNormals.matrix(ROWS, 2, 1);
  private final Matrix data = FixedNormals.matrix(ROWS, 2, 2);

  @Test
  void slicesAreSquaredDistancesOfSortedProjections() {
    Matrix directions = Matrix.of(new double[] {1, 0, 0.6, -0.8, 2, 1}, 3, 2);
    use(
        Shape.of(ElementType.F64, ROWS, ROWS, 2, 3),
        discrepancy -> {
          discrepancy.along(directions);
          double mean =
              discrepancy.between(discrepancy.onBackend(samples), discrepancy.onBackend(data));
          double[] slices = discrepancy.slices();
          for (int k = 0; k < 3; k++) {
            double[] x = projected(samples, directions.rows(k, k + 1).toDoubles());
            double[] y = projected(data, directions.rows(k, k + 1).toDoubles());
            double sum = 0;
            for (int n = 0; n < ROWS; n++) {
              sum += (x[n] - y[n]) * (x[n] - y[n]) / ROWS;
            }
            assertThat(slices[k]).isCloseTo(sum, within(1e-12));
          }
          assertThat(mean).isCloseTo(Arrays.stream(slices).average().orElseThrow(), within(1e-12));
          LossEstimate estimate = discrepancy.estimate(DirectionScheme.IID);
          assertThat(estimate).isEqualTo(LossEstimate.of(slices, DirectionScheme.IID, 2));
        });
  }

  /** Whitened directions see scaled clouds as the unscaled ones. */
  @Test
  void whiteningUndoesTheScale() {
    double[] lower = {3, 0, -1, 0.5};
    double[] identity = {1, 0, 0, 1};
    Shape shape = Shape.of(ElementType.F64, ROWS, ROWS, 2, 6);
    double[] expected = new double[1];
    use(
        shape,
        discrepancy -> {
          discrepancy.alongRandom(5, 6, identity);
          expected[0] =
              discrepancy.between(discrepancy.onBackend(samples), discrepancy.onBackend(data));
        });
    use(
        shape,
        discrepancy -> {
          discrepancy.alongRandom(5, 6, lower);
          double scaled =
              discrepancy.between(
                  discrepancy.onBackend(times(lower, samples)),
                  discrepancy.onBackend(times(lower, data)));
          assertThat(scaled).isCloseTo(expected[0], within(1e-12));
        });
  }

  @Test
  void batchesAreComparedWithEachOtherToo() {
    Matrix half = data.rows(0, ROWS / 2);
    Shape plain = Shape.of(ElementType.F64, ROWS / 2, ROWS / 2, 2, 4);
    double[] parts = new double[3];
    use(
        plain,
        discrepancy -> {
          discrepancy.alongRandom(5, 6, new double[] {1, 0, 0, 1});
          Matrix first = discrepancy.onBackend(samples.rows(0, ROWS / 2));
          Matrix second = discrepancy.onBackend(samples.rows(ROWS / 2, ROWS));
          Matrix other = discrepancy.onBackend(half);
          parts[0] = discrepancy.between(first, other);
          parts[1] = discrepancy.between(second, other);
          parts[2] = discrepancy.between(first, second);
        });
    use(
        Shape.of(ElementType.F64, ROWS, ROWS / 2, 2, 4).withBatches(2),
        discrepancy -> {
          discrepancy.alongRandom(5, 6, new double[] {1, 0, 0, 1});
          double corrected =
              discrepancy.between(discrepancy.onBackend(samples), discrepancy.onBackend(half));
          assertThat(corrected).isCloseTo((parts[0] + parts[1]) / 2 - parts[2] / 2, within(1e-12));
        });
  }

  private interface Use {
    void of(SlicedDiscrepancy discrepancy);
  }

  private static void use(Shape shape, Use use) {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        SlicedDiscrepancy discrepancy = new SlicedDiscrepancy(shape, backend)) {
      use.of(discrepancy);
    }
  }

  private static double[] projected(Matrix points, double[] direction) {
    double[] projected = new double[ROWS];
    for (int n = 0; n < ROWS; n++) {
      projected[n] = points.get(n, 0) * direction[0] + points.get(n, 1) * direction[1];
    }
    Arrays.sort(projected);
    return projected;
  }

  private static Matrix times(double[] lower, Matrix points) {
    Matrix scaled = Matrix.of(new double[2 * ROWS], ROWS, 2);
    for (int n = 0; n < ROWS; n++) {
      scaled.set(n, 0, lower[0] * points.get(n, 0));
      scaled.set(n, 1, lower[2] * points.get(n, 0) + lower[3] * points.get(n, 1));
    }
    return scaled;
  }
}
