package org.sluice.inversion.discrepancy;

import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * The squared sliced Wasserstein-2 distance between a fitted model and data that were held out, by
 * which models are compared. The weight and the directions are the same for all models.
 *
 * <p>Data and model samples are cut into blocks of one size. With Q the quantile function of a
 * random block, the loss is an unbiased estimate of |E Q_Y − E Q_X|² averaged over slices ({@link
 * HeldOutScore}). It is 0 on average for the right model, and not the positive floor of finite
 * samples, so that single values may be negative. There are ten times as many samples as data, so
 * that their scatter adds little, unless that would be more than {@value #MOST_SAMPLES}.
 *
 * <p>Each cloud is projected and sorted once for each slice, on the host, in float64. A thread
 * holds the projections of all data and samples on one slice.
 */
public final class HeldOutLoss {

  private static final int FEWEST_BLOCKS = 10;
  private static final int MOST_BLOCKS = 20;
  private static final int BLOCK_ROWS = 8;
  private static final int FEWEST_ROWS = 2;
  private static final int SAMPLES_PER_DATUM = 10;
  private static final int MOST_SAMPLES = 200_000;

  private final double[] heldOut;
  private final double[] centre;
  private final double[] directions;
  private final int dimension;
  private final int slices;
  private final int blocks;
  private final int blockRows;
  private final Parallelism parallelism;

  /**
   * Prepares the comparison.
   *
   * @param heldOut observations, N × d, a host matrix, in random order; if N is no multiple of the
   *     number of blocks, which is 10 to 20, the last ones are not used
   * @param weighing other observations of the same population, × d, whose covariance is the weight;
   *     that of the data themselves would depend on their scatter
   * @param slices P, at least 1
   * @param seed of the directions
   * @throws IllegalArgumentException if there are fewer than two observations a block, or the
   *     covariance is singular
   */
  public HeldOutLoss(
      Matrix heldOut, Matrix weighing, int slices, long seed, Parallelism parallelism) {
    blocks = (int) Math.clamp(heldOut.rows() / BLOCK_ROWS, FEWEST_BLOCKS, MOST_BLOCKS);
    blockRows = Math.toIntExact(heldOut.rows() / blocks);
    if (blockRows < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "%d observations are held out, but at least %d are needed to compare models by them"
              .formatted(heldOut.rows(), FEWEST_ROWS * FEWEST_BLOCKS));
    }
    dimension = Math.toIntExact(heldOut.columns());
    this.slices = slices;
    this.parallelism = parallelism;
    this.heldOut = heldOut.rows(0, (long) blocks * blockRows).toDoubles();
    centre = mean(this.heldOut);
    Matrix whitened = Matrix.of(new double[slices * dimension], slices, dimension);
    Directions.fill(
        DirectionScheme.ORTHOGONAL, seed, RandomStream.HELD_OUT_DIRECTIONS.number(), whitened);
    new Whitening(dimension).apply(factor(weighing.toDoubles()), whitened, whitened);
    directions = whitened.toDoubles();
  }

  /** The number of model samples that {@link #of} takes. */
  public int samples() {
    int sampleBlocks = Math.clamp(MOST_SAMPLES / blockRows, blocks, SAMPLES_PER_DATUM * blocks);
    return sampleBlocks * blockRows;
  }

  /**
   * The loss of a model.
   *
   * @param samples independent observations simulated from the model, {@link #samples} × d, a host
   *     matrix; those in the same row of two models may share their random numbers
   */
  public HeldOutScore of(Matrix samples) {
    double[] simulated = samples.toDoubles();
    HeldOutScore[] ofSlices = new HeldOutScore[slices];
    parallelism.forEach(
        slices,
        (slice, worker) -> {
          OrderStatistics data = along(slice, heldOut);
          OrderStatistics model = along(slice, simulated);
          ofSlices[slice] = new HeldOutScore(data.against(model), model.against(data));
        });
    return HeldOutScore.mean(ofSlices);
  }

  /**
   * The blocks' order statistics along a direction. The data's mean is taken off, since a distance
   * is the small difference of products that grow with the distance from the origin.
   */
  private OrderStatistics along(int slice, double[] points) {
    double[] projected = new double[points.length / dimension];
    for (int i = 0; i < projected.length; i++) {
      double sum = 0;
      for (int j = 0; j < dimension; j++) {
        sum += directions[slice * dimension + j] * (points[i * dimension + j] - centre[j]);
      }
      projected[i] = sum;
    }
    return new OrderStatistics(projected, blockRows);
  }

  private double[] mean(double[] points) {
    double[] mean = new double[dimension];
    int count = points.length / dimension;
    for (int i = 0; i < points.length; i++) {
      mean[i % dimension] += points[i] / count;
    }
    return mean;
  }

  /** The Cholesky factor of the covariance. */
  private double[] factor(double[] points) {
    double[] mean = mean(points);
    int count = points.length / dimension;
    double[] covariance = new double[dimension * dimension];
    double[] centred = new double[dimension];
    for (int n = 0; n < count; n++) {
      for (int j = 0; j < dimension; j++) {
        centred[j] = points[n * dimension + j] - mean[j];
      }
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          covariance[i * dimension + j] += centred[i] * centred[j] / (count - 1);
        }
      }
    }
    Cholesky.factor(covariance, dimension, covariance);
    return covariance;
  }
}
