package org.sluice.inversion.measure;

import java.util.Arrays;
import org.sluice.inversion.algebra.StandardNormal;

/**
 * The triangular (Knothe–Rosenblatt) map from independent standard normals ω to a mixture of
 * Gaussians with diagonal covariances. Parameter j solves F_j(z_j | z_1 … z_{j−1}) = Φ(ω_j). The
 * conditional distribution function F_j is again that of a mixture of normal laws, with weights ∝
 * w_k Π_{i<j} N(z_i; m_ki, s_ki²).
 *
 * <p>Derivatives are implicit, ∂z_j/∂θ = −(∂F_j/∂θ) / f_j with the density f_j (Figurnov, Mohamed
 * and Mnih, "Implicit Reparameterization Gradients", 2018), for j = q … 1.
 *
 * <p>Workspace for one thread and one set of coordinates.
 */
final class MixtureTransport {

  private static final int MOST_ITERATIONS = 200;

  private final int components;
  private final int dimension;
  private final double[] logWeights;
  private final double[] means;
  private final double[] sds;

  // For each parameter, one entry per component: the conditional weights, and (z − mean) / sd.
  private final double[][] conditional;
  private final double[][] distances;
  private final double[] carried;

  MixtureTransport(int components, int dimension, double[] coordinates) {
    this.components = components;
    this.dimension = dimension;
    this.logWeights = Arrays.copyOf(coordinates, components);
    logWeights[components - 1] = 0;
    int first = components - 1;
    int count = components * dimension;
    this.means = Arrays.copyOfRange(coordinates, first, first + count);
    this.sds = Arrays.copyOfRange(coordinates, first + count, first + 2 * count);
    for (int i = 0; i < count; i++) {
      sds[i] = Math.exp(sds[i]);
    }
    this.conditional = new double[dimension][components];
    this.distances = new double[dimension][components];
    this.carried = new double[components];
    normalise(logWeights, conditional[0]);
  }

  /** The weights w, in a new array. */
  double[] weights() {
    return conditional[0].clone();
  }

  /** z ← T(ω). */
  void apply(double[] omega, double[] z) {
    System.arraycopy(logWeights, 0, carried, 0, components);
    for (int j = 0; j < dimension; j++) {
      normalise(carried, conditional[j]);
      z[j] = solve(j, omega[j]);
      carry(j, z[j]);
    }
  }

  /** Adds (∂T/∂θ)ᵀ ∂z to {@code gradient}; {@code gradientZ} is overwritten. */
  void backward(double[] omega, double[] z, double[] gradientZ, double[] gradient) {
    System.arraycopy(logWeights, 0, carried, 0, components);
    for (int j = 0; j < dimension; j++) {
      normalise(carried, conditional[j]);
      carry(j, z[j]);
    }
    int firstMean = components - 1;
    int firstSd = firstMean + components * dimension;
    // From here on `carried` is the derivative with respect to the logarithms of the weights.
    Arrays.fill(carried, 0);
    for (int j = dimension - 1; j >= 0; j--) {
      for (int k = 0; k < components; k++) {
        int entry = k * dimension + j;
        double t = distances[j][k];
        gradientZ[j] -= carried[k] * t / sds[entry];
        gradient[firstMean + entry] += carried[k] * t / sds[entry];
        gradient[firstSd + entry] += carried[k] * (t * t - 1);
      }
      double side = omega[j] > 0 ? -1 : 1;
      double total = StandardNormal.below(side * omega[j]);
      double scale = gradientZ[j] / density(j);
      for (int k = 0; k < components; k++) {
        int entry = k * dimension + j;
        double t = distances[j][k];
        double share = scale * conditional[j][k];
        double bySd = share * StandardNormal.density(t);
        gradient[firstMean + entry] += bySd / sds[entry];
        gradient[firstSd + entry] += bySd * t;
        carried[k] -= side * share * (StandardNormal.below(side * t) - total);
      }
    }
    for (int k = 0; k < components - 1; k++) {
      gradient[k] += carried[k];
    }
  }

  /**
   * Solves F_j(z) = Φ(ω) for z by Newton's method between bounds. For ω > 0 it solves 1 − F_j(z) =
   * 1 − Φ(ω) instead, so that neither tail loses digits.
   */
  private double solve(int j, double omega) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double z = 0;
    for (int k = 0; k < components; k++) {
      double alone = means[k * dimension + j] + sds[k * dimension + j] * omega;
      low = Math.min(low, alone);
      high = Math.max(high, alone);
      z += conditional[j][k] * alone;
    }
    double side = omega > 0 ? -1 : 1;
    double target = StandardNormal.below(side * omega);
    double tolerance = 4 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
    for (int iteration = 0; iteration < MOST_ITERATIONS && low < high; iteration++) {
      z = z >= low && z <= high ? z : 0.5 * (low + high);
      double probability = 0;
      for (int k = 0; k < components; k++) {
        int entry = k * dimension + j;
        double t = (z - means[entry]) / sds[entry];
        distances[j][k] = t;
        probability += conditional[j][k] * StandardNormal.below(side * t);
      }
      // Newton's method on log F converges in the tails, too.
      double excess = side * Math.log(probability / target);
      if (excess < 0) {
        low = z;
      } else {
        high = z;
      }
      double next = z - excess * probability / density(j);
      if (!(next > low && next < high)) {
        next = 0.5 * (low + high);
      }
      if (excess == 0 || Math.abs(next - z) <= tolerance) {
        return z;
      }
      z = next;
    }
    return z;
  }

  private double density(int j) {
    double density = 0;
    for (int k = 0; k < components; k++) {
      density +=
          conditional[j][k] * StandardNormal.density(distances[j][k]) / sds[k * dimension + j];
    }
    return density;
  }

  /** Stores the scaled distances of z_j, and multiplies the weights by its densities. */
  private void carry(int j, double z) {
    for (int k = 0; k < components; k++) {
      int entry = k * dimension + j;
      double t = (z - means[entry]) / sds[entry];
      distances[j][k] = t;
      carried[k] -= 0.5 * t * t + Math.log(sds[entry]);
    }
  }

  private static void normalise(double[] logarithms, double[] weights) {
    double largest = Arrays.stream(logarithms).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.exp(logarithms[k] - largest);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
  }
}
