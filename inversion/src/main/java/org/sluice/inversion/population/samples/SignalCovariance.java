package org.sluice.inversion.population.samples;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;

/**
 * Cov(G#μ(α)) as an exponential average over the steps' model samples, each step counting 0.9 times
 * as much as the one after it. A weight need not be more precise, since every weight has the same
 * minimiser.
 */
public final class SignalCovariance {

  private static final double DECAY = 0.9;
  private static final int ENOUGH_SAMPLES = 1000;
  private static final int TOGETHER = 4;
  private static final double RIDGE = 1e-10;

  private final int dimension;
  // The lower triangle, one array for each row, so that the compiler vectorises the loops along
  // rows.
  private final double[][] sum;
  private double mass;
  private final double[][] centred;
  private final double[] mean;

  public SignalCovariance(int dimension) {
    this.dimension = dimension;
    sum = new double[dimension][dimension];
    centred = new double[TOGETHER][dimension];
    mean = new double[dimension];
  }

  /** Creates one average for each group of a problem. */
  public static List<SignalCovariance> of(Problem problem) {
    return problem.groups().stream().map(group -> new SignalCovariance(group.dimension())).toList();
  }

  /** Returns whether no step was added yet. */
  public boolean isEmpty() {
    return mass == 0;
  }

  /** Forgets all steps. */
  public void forget() {
    mass = 0;
    for (double[] row : sum) {
      Arrays.fill(row, 0);
    }
  }

  /** Returns the number of a step's samples that are used. */
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
        sum[j][k] = Math.fma(DECAY, sum[j][k], covariance[j * dimension + k]);
      }
    }
  }

  /**
   * Adds a step. The first samples are enough, since samples are independent.
   *
   * @param x G(z), M × d, without noise
   */
  public void add(Matrix x) {
    long count = samples(x.rows());
    Arrays.fill(mean, 0);
    for (long i = 0; i < count; i++) {
      x.readRow(i, centred[0]);
      for (int j = 0; j < dimension; j++) {
        mean[j] += centred[0][j] / count;
      }
    }
    for (double[] row : sum) {
      for (int k = 0; k < dimension; k++) {
        row[k] *= DECAY;
      }
    }
    mass = DECAY * mass + 1;
    for (long i = 0; i < count; i += TOGETHER) {
      int rows = (int) Math.min(TOGETHER, count - i);
      for (int r = 0; r < TOGETHER; r++) {
        if (r < rows) {
          x.readRow(i + r, centred[r]);
          for (int j = 0; j < dimension; j++) {
            centred[r][j] -= mean[j];
          }
        } else {
          Arrays.fill(centred[r], 0);
        }
      }
      addProducts(count - 1);
    }
  }

  /**
   * Adds the centred rows' products, in order: four at a time, so that a sum is loaded once for
   * four.
   */
  private void addProducts(long divisor) {
    double[] a = centred[0];
    double[] b = centred[1];
    double[] c = centred[2];
    double[] d = centred[3];
    for (int j = 0; j < dimension; j++) {
      double[] row = sum[j];
      double byA = a[j] / divisor;
      double byB = b[j] / divisor;
      double byC = c[j] / divisor;
      double byD = d[j] / divisor;
      for (int k = 0; k <= j; k++) {
        double half = Math.fma(byB, b[k], Math.fma(byA, a[k], row[k]));
        row[k] = Math.fma(byD, d[k], Math.fma(byC, c[k], half));
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
  public void totalFactor(double[] lower, double[] factor) {
    double[] total = Cholesky.product(lower, dimension);
    for (int j = 0; j < dimension; j++) {
      for (int k = 0; k <= j; k++) {
        total[j * dimension + k] += sum[j][k] / mass;
      }
    }
    if (!isFactored(total, factor)) {
      // Without noise in some direction the samples alone may have no variance there. Any weight
      // has the same minimiser, so a ridge does no harm.
      double trace = 0;
      for (int j = 0; j < dimension; j++) {
        trace += total[j * dimension + j];
      }
      for (int j = 0; j < dimension; j++) {
        total[j * dimension + j] += RIDGE * trace / dimension;
      }
      if (!isFactored(total, factor)) {
        throw new DivergedException(
            "the model's total covariance is not positive definite, since the noise has all but vanished; lower the learning rate or start with more noise");
      }
    }
  }

  private boolean isFactored(double[] total, double[] factor) {
    try {
      Cholesky.factor(total, dimension, factor);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeDouble(mass);
    for (double[] row : sum) {
      for (double entry : row) {
        out.writeDouble(entry);
      }
    }
  }

  public void read(DataInput in) throws IOException {
    mass = in.readDouble();
    for (double[] row : sum) {
      for (int k = 0; k < dimension; k++) {
        row[k] = in.readDouble();
      }
    }
  }
}
