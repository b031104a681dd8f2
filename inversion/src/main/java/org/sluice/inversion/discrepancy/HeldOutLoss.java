package org.sluice.inversion.discrepancy;

import java.util.Arrays;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The squared sliced Wasserstein-2 distance between a fitted model and data that were held out, by
 * which models are compared: the weight is the covariance of the held-out data and the directions
 * are the same for all models.
 *
 * <p>Data and model samples are cut into {@value #BLOCKS} blocks each. With Q the quantile function
 * of a random block, mean W²(Y, X) − ½ mean W²(X, X′) − ½ mean W²(Y, Y′) over blocks, those of a
 * pair being distinct, is an unbiased estimate of |E Q_Y − E Q_X|² averaged over slices. It is 0 on
 * average for the right model, and not the positive floor of finite samples, so that single values
 * may be negative.
 */
public final class HeldOutLoss {

  /** Groups of held-out data, and of model samples. */
  public static final int BLOCKS = 10;

  private final Matrix heldOut;
  private final double[] lower;
  private final int slices;
  private final long seed;
  private final Backend backend;
  private final int blockRows;
  private final double[] dataPairs;

  /**
   * Prepares the comparison.
   *
   * @param heldOut observations, N × d, a host matrix of type {@code F64}, in random order; the
   *     last N mod {@value #BLOCKS} are not used
   * @param slices P, at least 1
   * @param seed of the directions
   * @throws IllegalArgumentException if there are fewer than two observations a block, or their
   *     covariance is singular
   */
  public HeldOutLoss(Matrix heldOut, int slices, long seed, Backend backend) {
    this.blockRows = Math.toIntExact(heldOut.rows() / BLOCKS);
    if (blockRows < 2) {
      throw new IllegalArgumentException(
          "%d observations are held out, but at least %d are needed to compare models by them"
              .formatted(heldOut.rows(), 2 * BLOCKS));
    }
    this.heldOut = heldOut;
    this.slices = slices;
    this.seed = seed;
    this.backend = backend;
    this.lower = factor(heldOut);
    this.dataPairs = pairs(heldOut, heldOut);
  }

  /** The number of model samples that {@link #of} takes. */
  public int samples() {
    return BLOCKS * blockRows;
  }

  /**
   * The loss of a model.
   *
   * @param samples observations simulated from the model, {@link #samples} × d, a host matrix of
   *     type {@code F64}
   */
  public HeldOutScore of(Matrix samples) {
    double[] toModel = pairs(heldOut, samples);
    double[] modelPairs = pairs(samples, samples);
    double model = 0;
    for (double pair : modelPairs) {
      model += pair / (BLOCKS * (BLOCKS - 1));
    }
    double[] ofBlocks = new double[BLOCKS];
    for (int g = 0; g < BLOCKS; g++) {
      for (int b = 0; b < BLOCKS; b++) {
        ofBlocks[g] += toModel[g * BLOCKS + b] / BLOCKS;
      }
      ofBlocks[g] -= model / 2;
    }
    return new HeldOutScore(ofBlocks, dataPairs);
  }

  /** Mean over slices of the squared distances between blocks, but 0 of a block with itself. */
  private double[] pairs(Matrix first, Matrix second) {
    int d = Math.toIntExact(heldOut.columns());
    double[] distances = new double[BLOCKS * BLOCKS];
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(ElementType.F64, blockRows, blockRows, d, slices);
    try (SlicedDiscrepancy discrepancy = new SlicedDiscrepancy(shape, backend)) {
      discrepancy.alongRandom(seed, RandomStream.HELD_OUT_DIRECTIONS.number(), lower);
      Matrix[] ofFirst = blocks(first, discrepancy);
      Matrix[] ofSecond = blocks(second, discrepancy);
      for (int g = 0; g < BLOCKS; g++) {
        for (int b = 0; b < BLOCKS; b++) {
          if (first != second || g != b) {
            distances[g * BLOCKS + b] = discrepancy.between(ofFirst[g], ofSecond[b]);
          }
        }
      }
    }
    return distances;
  }

  private Matrix[] blocks(Matrix points, SlicedDiscrepancy discrepancy) {
    Matrix[] blocks = new Matrix[BLOCKS];
    Arrays.setAll(
        blocks,
        g -> discrepancy.onBackend(points.rows((long) g * blockRows, (long) (g + 1) * blockRows)));
    return blocks;
  }

  /** The Cholesky factor of the covariance. */
  private static double[] factor(Matrix data) {
    int d = Math.toIntExact(data.columns());
    double[] mean = new double[d];
    for (long n = 0; n < data.rows(); n++) {
      for (int j = 0; j < d; j++) {
        mean[j] += data.get(n, j) / data.rows();
      }
    }
    double[] covariance = new double[d * d];
    for (long n = 0; n < data.rows(); n++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i * d + j] +=
              (data.get(n, i) - mean[i]) * (data.get(n, j) - mean[j]) / (data.rows() - 1);
        }
      }
    }
    Cholesky.factor(covariance, d, covariance);
    return covariance;
  }
}
