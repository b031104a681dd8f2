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
 * <p>Data and model samples are cut into {@value #GROUPS} groups each. With Q the quantile function
 * of a random group, mean W²(Y, X) − ½ mean W²(X, X′) − ½ mean W²(Y, Y′) over groups, those of a
 * pair being distinct, is an unbiased estimate of |E Q_Y − E Q_X|² averaged over slices. It is 0 on
 * average for the right model, and not the positive floor of finite samples, so that single values
 * may be negative.
 */
public final class HeldOutLoss {

  /** Groups of held-out data, and of model samples. */
  public static final int GROUPS = 10;

  private final Matrix heldOut;
  private final double[] lower;
  private final int slices;
  private final long seed;
  private final Backend backend;
  private final int groupRows;
  private final double[] dataPairs;

  /**
   * Prepares the comparison.
   *
   * @param heldOut observations, N × d, a host matrix of type {@code F64}, in random order; the
   *     last N mod {@value #GROUPS} are not used
   * @param slices P, at least 1
   * @param seed of the directions
   * @throws IllegalArgumentException if there are fewer than two observations a group, or their
   *     covariance is singular
   */
  public HeldOutLoss(Matrix heldOut, int slices, long seed, Backend backend) {
    this.groupRows = Math.toIntExact(heldOut.rows() / GROUPS);
    if (groupRows < 2) {
      throw new IllegalArgumentException(
          "%d observations are held out, but at least %d are needed to compare models by them"
              .formatted(heldOut.rows(), 2 * GROUPS));
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
    return GROUPS * groupRows;
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
      model += pair / (GROUPS * (GROUPS - 1));
    }
    double[] ofGroups = new double[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      for (int b = 0; b < GROUPS; b++) {
        ofGroups[g] += toModel[g * GROUPS + b] / GROUPS;
      }
      ofGroups[g] -= model / 2;
    }
    return new HeldOutScore(ofGroups, dataPairs);
  }

  /** Mean over slices of the squared distances between groups, but 0 of a group with itself. */
  private double[] pairs(Matrix first, Matrix second) {
    int d = Math.toIntExact(heldOut.columns());
    double[] distances = new double[GROUPS * GROUPS];
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(ElementType.F64, groupRows, groupRows, d, slices);
    try (SlicedDiscrepancy discrepancy = new SlicedDiscrepancy(shape, backend)) {
      discrepancy.alongRandom(seed, RandomStream.HELD_OUT_DIRECTIONS.number(), lower);
      Matrix[] ofFirst = groups(first, discrepancy);
      Matrix[] ofSecond = groups(second, discrepancy);
      for (int g = 0; g < GROUPS; g++) {
        for (int b = 0; b < GROUPS; b++) {
          if (first != second || g != b) {
            distances[g * GROUPS + b] = discrepancy.between(ofFirst[g], ofSecond[b]);
          }
        }
      }
    }
    return distances;
  }

  private Matrix[] groups(Matrix points, SlicedDiscrepancy discrepancy) {
    Matrix[] groups = new Matrix[GROUPS];
    Arrays.setAll(
        groups,
        g -> discrepancy.onBackend(points.rows((long) g * groupRows, (long) (g + 1) * groupRows)));
    return groups;
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
