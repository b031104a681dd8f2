package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import org.sluice.inversion.discrepancy.SlicedDiscrepancy;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The corrected squared distance between data and a model along fixed directions: of independent
 * batches of the data's own size, drawn from the model, half of the mean distance between batches
 * is taken off the mean distance to the data, so that it does not grow for want of data.
 */
final class ModelDistance {

  private static final int BATCHES = 4;

  private final Simulator simulator;
  private final int group;
  private final TestDirections directions;
  private final long seed;

  /**
   * Compares along directions.
   *
   * @param group of individuals, from 0
   * @param seed of the model's samples, the same for all data sets, which are thus compared alike
   */
  ModelDistance(Simulator simulator, int group, TestDirections directions, long seed) {
    this.simulator = simulator;
    this.group = group;
    this.directions = directions;
    this.seed = seed;
  }

  /** The distance along each direction between data and the model with these coordinates. */
  double[] of(Matrix data, double[] coordinates, Backend backend) {
    int count = directions.rows().size();
    int d = Math.toIntExact(data.columns());
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(ElementType.F64, BATCHES * data.rows(), data.rows(), d, count)
            .withBatches(BATCHES);
    try (Arena arena = Arena.ofShared();
        SlicedDiscrepancy discrepancy = new SlicedDiscrepancy(shape, backend)) {
      Matrix samples = simulator.draw(coordinates, group, shape.samples(), seed, arena);
      discrepancy.along(directions.matrix());
      discrepancy.between(discrepancy.onBackend(samples), discrepancy.onBackend(data));
      return discrepancy.slices();
    }
  }
}
