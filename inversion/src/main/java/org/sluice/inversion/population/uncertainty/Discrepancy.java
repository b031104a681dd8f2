package org.sluice.inversion.population.uncertainty;

import java.lang.foreign.Arena;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The corrected squared distance between data and a model along fixed directions: of independent
 * batches of the data's own size, drawn from the model, half of the mean distance between batches
 * is taken off the mean distance to the data, so that it does not grow for want of data.
 */
final class Discrepancy {

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
  Discrepancy(Simulator simulator, int group, TestDirections directions, long seed) {
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
    double[] distances = new double[count];
    try (Arena arena = Arena.ofShared();
        SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      Matrix samples = simulator.draw(coordinates, group, shape.samples(), seed, arena);
      Matrix squared = there(backend, Matrix.of(distances, count, 1));
      plan.evaluate(
          SlicedWasserstein.Inputs.of(
              there(backend, samples), there(backend, data), there(backend, directions.matrix())),
          new SlicedWasserstein.Outputs(squared, null, null));
      backend.copy(squared, Matrix.of(distances, count, 1));
    }
    return distances;
  }

  private static Matrix there(Backend backend, Matrix host) {
    Matrix matrix = backend.allocate(ElementType.F64, host.rows(), host.columns());
    backend.copy(host, matrix);
    return matrix;
  }
}
