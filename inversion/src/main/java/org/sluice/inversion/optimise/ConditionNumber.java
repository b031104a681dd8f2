package org.sluice.inversion.optimise;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/**
 * The condition number λ_d/λ_1 of Γ = L Lᵀ in the spectral norm and its derivative by L. Not
 * thread-safe: it owns its workspace.
 *
 * <p>For simple extreme eigenvalues, ∂cond/∂L = 2 tril(S L) with S = v_d v_dᵀ/λ_1 − λ_d v_1 v_1ᵀ/λ_1²
 * (λ_1 the least, λ_d the largest, v their unit eigenvectors). Where one is multiple, as for Γ = γ²I,
 * this is one of the one-sided derivatives.
 */
public final class ConditionNumber {

  // The pure Java one: a system library may change its bits with its own number of threads.
  private static final LAPACK LAPACK_IN_JAVA = JavaLAPACK.getInstance();

  private final int dimension;
  private final double[] vectors;
  private final double[] values;
  private final double[] work;

  /** For d × d matrices. */
  public ConditionNumber(int dimension) {
    this.dimension = dimension;
    vectors = new double[dimension * dimension];
    values = new double[dimension];
    work = new double[Math.max(1, 34 * dimension)];
  }

  /** The condition number of L Lᵀ, 1 or more; infinite if it is singular in double precision. */
  public double of(double[] lower) {
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
          sum = Math.fma(lower[i * dimension + k], lower[j * dimension + k], sum);
        }
        vectors[i * dimension + j] = sum;
        vectors[j * dimension + i] = sum;
      }
    }
    intW info = new intW(0);
    LAPACK_IN_JAVA.dsyev(
        "V", "L", dimension, vectors, dimension, values, work, work.length, info);
    boolean singular = info.val != 0 || !(values[0] > 0);
    return singular ? Double.POSITIVE_INFINITY : values[dimension - 1] / values[0];
  }

  /** Adds {@code scale} · ∂cond/∂L, for the matrix that {@link #of} was last called for. */
  public void backward(double[] lower, double scale, double[] gradientLower) {
    int d = dimension;
    int last = (d - 1) * d;
    double least = values[0];
    double ratio = values[d - 1] / least;
    double[] first = new double[d];
    double[] greatest = new double[d];
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        first[j] = Math.fma(vectors[i], lower[i * d + j], first[j]);
        greatest[j] = Math.fma(vectors[last + i], lower[i * d + j], greatest[j]);
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double change = vectors[last + i] * greatest[j] - ratio * vectors[i] * first[j];
        gradientLower[i * d + j] += 2 * scale * change / least;
      }
    }
  }
}
