package org.sluice.inversion.population.newton;

import java.util.stream.IntStream;
import org.sluice.inversion.algebra.LinearSystem;
import org.sluice.inversion.algebra.SymmetricEigen;

/**
 * The derivative A of a gradient, prepared for Newton steps. Coordinates are scaled so that a unit
 * of each moves whitened projections of samples by one, root mean square; so nothing depends on
 * their units. Small eigenvalues of the scaled symmetric part are lifted.
 */
public final class NewtonMatrix {

  /** The least eigenvalue of a step, whose matrix is of few evaluations. */
  public static final double LEAST_OF_STEP = 1e-3;

  /** The least eigenvalue of a matrix of many evaluations. */
  public static final double LEAST_OF_MEAN = 1e-4;

  private final int count;
  private final int[] kept;
  private final double[] units;
  private final double[] matrix;

  /**
   * Prepares a matrix.
   *
   * @param newton A, p × p, row after row
   * @param squares F, the diagonal that gives each coordinate its scale; a coordinate of 0 has no
   *     effect and takes no part
   * @param least smaller eigenvalues are lifted to it
   */
  public NewtonMatrix(double[] newton, double[] squares, double least) {
    count = squares.length;
    kept = IntStream.range(0, count).filter(i -> squares[i] > 0).toArray();
    int n = kept.length;
    units = new double[n];
    for (int i = 0; i < n; i++) {
      units[i] = 1 / Math.sqrt(squares[kept[i]]);
    }
    double[] scaled = new double[n * n];
    double[] symmetric = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] = newton[kept[i] * count + kept[j]] * units[i] * units[j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        symmetric[i * n + j] = (scaled[i * n + j] + scaled[j * n + i]) / 2;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(symmetric, n);
    for (int k = 0; k < n && eigen.values()[k] < least; k++) {
      double lift = least - eigen.values()[k];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          scaled[i * n + j] += lift * eigen.vectors()[k * n + i] * eigen.vectors()[k * n + j];
        }
      }
    }
    matrix = scaled;
  }

  /**
   * (A + λ diag F)⁻¹ g; 0 for coordinates without effect.
   *
   * @param lambda λ, 0 or more
   */
  public double[] solve(double[] gradient, double lambda) {
    int n = kept.length;
    double[] damped = matrix.clone();
    double[] side = new double[n];
    for (int i = 0; i < n; i++) {
      damped[i * n + i] += lambda;
      side[i] = gradient[kept[i]] * units[i];
    }
    LinearSystem.solve(damped, n, side, 1);
    double[] solution = new double[count];
    for (int i = 0; i < n; i++) {
      solution[kept[i]] = side[i] * units[i];
    }
    return solution;
  }

  /**
   * A⁻¹ B A⁻ᵀ: the covariance of the root of a gradient whose covariance is B.
   *
   * @param covariance B, p × p
   */
  public double[] sandwich(double[] covariance) {
    double[] half = new double[count * count];
    for (int j = 0; j < count; j++) {
      double[] column = new double[count];
      for (int i = 0; i < count; i++) {
        column[i] = covariance[i * count + j];
      }
      double[] solved = solve(column, 0);
      System.arraycopy(solved, 0, half, j * count, count);
    }
    double[] whole = new double[count * count];
    for (int i = 0; i < count; i++) {
      double[] row = new double[count];
      for (int j = 0; j < count; j++) {
        row[j] = half[j * count + i];
      }
      System.arraycopy(solve(row, 0), 0, whole, i * count, count);
    }
    return whole;
  }
}
