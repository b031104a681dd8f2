package org.sluice.inversion.discrepancy;

import org.sluice.kernels.Backend;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The squared sliced Wasserstein-2 distance between two clouds, whitened by Γ′ = L′L′ᵀ: the mean
 * over directions w = L′⁻ᵀθ of W₂² of the projections. No root is taken and nothing is scaled by
 * d/2. Where the shape has batches of samples, half of the mean distance between batches is taken
 * off, so that it does not grow for want of samples.
 *
 * <p>Owns the plan and the directions on the backend until {@link #close}; one thread uses it.
 */
public final class SlicedDiscrepancy implements AutoCloseable {

  private final Backend backend;
  private final SlicedWasserstein.Shape shape;
  private final SlicedWasserstein plan;
  private final Matrix directionsOnBackend;
  private final Matrix squaredOnBackend;

  /**
   * Allocates the plan, the directions and a distance for each of them.
   *
   * @param shape numbers of samples, data, dimensions and directions
   */
  public SlicedDiscrepancy(SlicedWasserstein.Shape shape, Backend backend) {
    this.backend = backend;
    this.shape = shape;
    plan = backend.slicedWasserstein(shape);
    directionsOnBackend = backend.allocate(shape.type(), shape.slices(), shape.dimension());
    squaredOnBackend = backend.allocate(ElementType.F64, shape.slices(), 1);
  }

  /**
   * Compares along given directions, which are whitened already where that is wanted.
   *
   * @param whitened W, P × d, a host matrix
   */
  public void along(Matrix whitened) {
    backend.copy(whitened, directionsOnBackend);
  }

  /**
   * Compares along random orthonormal blocks of directions, whitened.
   *
   * @param stream of the directions, of the register of random streams
   * @param lower L′, d × d, row after row
   */
  public void alongRandom(long seed, long stream, double[] lower) {
    int count = Math.toIntExact(shape.slices());
    int d = shape.dimension();
    Matrix directions = Matrix.of(new double[count * d], count, d);
    Directions.fill(DirectionScheme.ORTHOGONAL, seed, stream, directions);
    new Whitening(d).apply(lower, directions, directions);
    along(directions);
  }

  /** A copy of a host matrix on the backend, of the shape's type. */
  public Matrix onBackend(Matrix host) {
    Matrix copy = backend.allocate(shape.type(), host.rows(), host.columns());
    backend.copy(host, copy);
    return copy;
  }

  /**
   * The distance, along the directions set last.
   *
   * @param samples as many as the shape says, on the backend or in native memory
   * @param data likewise
   */
  public double between(Matrix samples, Matrix data) {
    return between(samples, data, null, null, null, null);
  }

  /**
   * The distance of weighted clouds and its derivatives; each argument but the clouds may be null
   * unless the shape asks for it.
   *
   * @param sampleWeights a weight for each sample, in a column
   * @param dataWeights likewise
   * @param sampleGradient filled with the derivative by the samples
   * @param directionGradient filled with the derivative by W
   */
  public double between(
      Matrix samples,
      Matrix data,
      Matrix sampleWeights,
      Matrix dataWeights,
      Matrix sampleGradient,
      Matrix directionGradient) {
    return plan.evaluate(
        new SlicedWasserstein.Inputs(
            samples, data, directionsOnBackend, sampleWeights, dataWeights),
        new SlicedWasserstein.Outputs(squaredOnBackend, sampleGradient, directionGradient));
  }

  /** The squared distance along each direction, of the last evaluation. */
  public double[] slices() {
    double[] squared = new double[Math.toIntExact(shape.slices())];
    backend.copy(squaredOnBackend, Matrix.of(squared, squared.length, 1));
    return squared;
  }

  /**
   * The last evaluation's mean over directions and its standard error.
   *
   * @param scheme the scheme by which the directions were drawn
   */
  public LossEstimate estimate(DirectionScheme scheme) {
    return LossEstimate.of(slices(), scheme, shape.dimension());
  }

  /** Frees the plan's workspace. */
  @Override
  public void close() {
    plan.close();
  }
}
