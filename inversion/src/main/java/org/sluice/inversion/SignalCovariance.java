package org.sluice.inversion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.kernels.Matrix;

/**
 * Cov(G#μ(α)) as an exponential average over the steps' model samples, each step counting 0.9 times
 * as much as the one after it. A weight needs no more precision than that: every weight has the
 * same minimiser.
 */
final class SignalCovariance {

  private static final double DECAY = 0.9;
  private static final int ENOUGH_SAMPLES = 1000;

  private final int dimension;
  private final double[] sum;
  private double mass;
  private final double[] row;
  private final double[] mean;

  SignalCovariance(int dimension) {
    this.dimension = dimension;
    sum = new double[dimension * dimension];
    row = new double[dimension];
    mean = new double[dimension];
  }

  /** One for each group of a problem. */
  static List<SignalCovariance> of(Problem problem) {
    return problem.groups().stream().map(group -> new SignalCovariance(group.dimension())).toList();
  }

  /** Whether no step was added. */
  boolean isEmpty() {
    return mass == 0;
  }

  /** How many of a step's samples are used. */
  long samples(long rows) {
    return Math.min(rows, Math.max(ENOUGH_SAMPLES, 2L * dimension));
  }

  /**
   * Adds a step's covariance.
   *
   * @param covariance of that many samples, d × d, row after row
   */
  void add(double[] covariance) {
    mass = DECAY * mass + 1;
    for (int j = 0; j < dimension; j++) {
      for (int k = 0; k <= j; k++) {
        int e = j * dimension + k;
        sum[e] = Math.fma(DECAY, sum[e], covariance[e]);
      }
    }
  }

  /**
   * Adds a step, of whose samples the first are enough, as samples are independent.
   *
   * @param x G(z), M × d, without noise
   */
  void add(Matrix x) {
    long count = samples(x.rows());
    Arrays.fill(mean, 0);
    for (long i = 0; i < count; i++) {
      x.readRow(i, row);
      for (int j = 0; j < dimension; j++) {
        mean[j] += row[j] / count;
      }
    }
    for (int e = 0; e < sum.length; e++) {
      sum[e] *= DECAY;
    }
    mass = DECAY * mass + 1;
    for (long i = 0; i < count; i++) {
      x.readRow(i, row);
      for (int j = 0; j < dimension; j++) {
        row[j] -= mean[j];
      }
      for (int j = 0; j < dimension; j++) {
        double scaled = row[j] / (count - 1);
        for (int k = 0; k <= j; k++) {
          sum[j * dimension + k] = Math.fma(scaled, row[k], sum[j * dimension + k]);
        }
      }
    }
  }

  /**
   * The lower factor of Cov(G#μ(α)) + LLᵀ.
   *
   * @param lower L, d × d, of the noise's whole covariance
   * @param factor written, d × d
   * @throws DivergedException if the sum is not positive definite
   */
  void totalFactor(double[] lower, double[] factor) {
    double[] total = Cholesky.product(lower, dimension);
    for (int e = 0; e < sum.length; e++) {
      total[e] += sum[e] / mass;
    }
    try {
      Cholesky.factor(total, dimension, factor);
    } catch (IllegalArgumentException e) {
      throw new DivergedException(
          "the model's total covariance is not positive definite, since the noise has all but vanished; lower the learning rate or start with more noise");
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(mass);
    for (double entry : sum) {
      out.writeDouble(entry);
    }
  }

  void read(DataInput in) throws IOException {
    mass = in.readDouble();
    for (int e = 0; e < sum.length; e++) {
      sum[e] = in.readDouble();
    }
  }
}
