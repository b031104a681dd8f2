package org.sluice.inversion.population.step;

import java.lang.foreign.Arena;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.discrepancy.Whitening;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The loss between model samples and data over the slices of one weight. All buffers are made once.
 */
final class SlicedLoss implements AutoCloseable {

  private final Settings settings;
  private final long seed;
  private final Backend backend;
  private final long first;
  private final Arena arena = Arena.ofShared();

  private final Whitening whitening;
  private final Matrix directions;
  private final Matrix whitened;
  private final Matrix whitenedOnBackend;
  private final Matrix gradient;
  private final Matrix gradientOnBackend;
  private final Matrix squared;
  private final double[] slices;
  private final Matrix slicesView;
  private final SlicedWasserstein plan;
  private final SlicedWasserstein.Inputs inputs;
  private final SlicedWasserstein.Outputs value;
  private final SlicedWasserstein.Outputs valueAndGradient;
  private long bytes;

  /**
   * A loss of one shape.
   *
   * @param seed of the directions
   * @param first the index of the first direction in a step's set, which several losses share
   * @param samples M × d, on the backend
   * @param data N × d, likewise
   * @param sampleGradient M × d, likewise, written on request
   */
  SlicedLoss(
      Settings settings,
      long seed,
      SlicedWasserstein.Shape shape,
      long first,
      Matrix samples,
      Matrix data,
      Matrix sampleGradient,
      Backend backend) {
    this.settings = settings;
    this.seed = seed;
    this.backend = backend;
    this.first = first;
    int count = shape.slices();
    int d = shape.dimension();
    whitening = new Whitening(d);
    directions = host(count, d);
    whitened = host(count, d);
    whitenedOnBackend = onBackend(shape.type(), count, d);
    gradient = shape.directionGradient() ? host(count, d) : null;
    gradientOnBackend = shape.directionGradient() ? onBackend(shape.type(), count, d) : null;
    squared = host(count, 1);
    slices = new double[count];
    slicesView = Matrix.of(slices, count, 1);
    plan = backend.slicedWasserstein(shape);
    inputs = SlicedWasserstein.Inputs.of(samples, data, whitenedOnBackend);
    value = new SlicedWasserstein.Outputs(squared, null, null);
    valueAndGradient = new SlicedWasserstein.Outputs(squared, sampleGradient, gradientOnBackend);
  }

  private Matrix host(long rows, long columns) {
    bytes += rows * columns * ElementType.F64.bytes();
    return Matrix.allocate(arena, ElementType.F64, rows, columns);
  }

  private Matrix onBackend(ElementType type, long rows, long columns) {
    bytes += rows * columns * type.bytes();
    return backend.allocate(type, rows, columns);
  }

  /**
   * Draws a step's directions; if they are drawn in orthonormal blocks, this loss has blocks of its
   * own.
   */
  void draw(long step) {
    long stream = RandomStream.DIRECTIONS.of(step);
    settings.sampling().directions().fill(seed, stream, first, directions);
  }

  /** Whitens the directions by the weight's factor L′. */
  void whiten(double[] factor) {
    whitening.apply(factor, directions, whitened);
    backend.copy(whitened, whitenedOnBackend);
  }

  /**
   * Computes the mean over slices of the squared distances, and the samples' gradient if asked for.
   *
   * @throws DivergedException if the samples are so large that it overflows
   */
  double evaluate(boolean withGradient) {
    try {
      double mean = plan.evaluate(inputs, withGradient ? valueAndGradient : value);
      slicesView.copyFrom(squared);
      return mean;
    } catch (ArithmeticException e) {
      throw new DivergedException(
          "the loss overflows: " + e.getMessage() + "; or lower the learning rate");
    }
  }

  /** Adds {@code scale} times the derivative by L′. */
  void weightBackward(double[] factor, double scale, double[] gradientLower) {
    backend.copy(gradientOnBackend, gradient);
    whitening.backward(factor, whitened, gradient, scale, gradientLower);
  }

  /** W, on the host. */
  Matrix whitened() {
    return whitened;
  }

  /** Of the last evaluation. */
  LossEstimate estimate() {
    return LossEstimate.of(
        slices,
        settings.sampling().directions().dependence(),
        Math.toIntExact(directions.columns()));
  }

  /** Bytes of all buffers, the plan's workspace included. */
  long bytes() {
    return bytes + plan.workspaceBytes();
  }

  /** Frees the plan and the host matrices; the backend's own go with the backend. */
  @Override
  public void close() {
    plan.close();
    arena.close();
  }
}
